package reason4j.learn.model;

/// A prompt and what followed it; the loss is over the response alone. Ids are never changed or derived again.
///
/// @param prompt token ids, at least one
/// @param response token ids, the ending token included
@SuppressWarnings("ArrayRecordComponent") // token arrays are large and never compared
public record Sequence(int[] prompt, int[] response) {

    public Sequence {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a sequence needs a prompt of at least one token");
        }
    }

    /// Tokens in all.
    public int length() {
        return prompt.length + response.length;
    }

    int at(int position) {
        return position < prompt.length ? prompt[position] : response[position - prompt.length];
    }
}
