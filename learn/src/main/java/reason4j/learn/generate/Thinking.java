package reason4j.learn.generate;

import java.util.OptionalInt;
import reason4j.core.io.UserException;
import reason4j.learn.text.Tokenizer;

/// Budget forcing (Muennighoff et al. 2025, "s1: Simple test-time scaling", section 3.1): when the model wants to end
/// its reasoning too early, the end is taken back and a word like "Wait" put in its place; after too long the end is
/// put there instead. A model ends its reasoning by the end of reasoning, or by ending altogether. It reasons from the
/// first token it writes.
///
/// The end may be one token, as it is in the R1 distillations and Qwen3, or a text that the model spells in several, as
/// Qwen2.5 does: then all tokens that spelled it are taken back, however it was divided.
///
/// Unlike s1's program, which counts refusals alone, an end can also be refused before a number of tokens; and only the
/// end is put at the end, no words such as "Final Answer:".
///
/// @param end text that ends the reasoning, such as `</think>`
/// @param instead text that is put instead of an end that is refused, such as `Wait`
/// @param waits how often an end is refused, whenever it comes
/// @param least an end before so many tokens is refused too; 0 for none
/// @param most after so many tokens the end is put there; 0 for no limit
public record Thinking(String end, String instead, int waits, int least, int most) {

    public Thinking {
        require(!end.isEmpty(), "the text that ends the reasoning is empty");
        require(waits >= 0, "the number of refusals must not be negative, is " + waits);
        require(least >= 0, "the least number of reasoning tokens must not be negative, is " + least);
        require(most >= 0, "the most reasoning tokens must not be negative, is " + most);
        require(most == 0 || least <= most, "reasoning cannot take at least " + least + " and at most " + most);
        require(!instead.isEmpty() || (waits == 0 && least == 0), "the text instead of an end is empty");
    }

    /// These bounds, for a model that can write their texts.
    ///
    /// @throws UserException if it has no tokens for them
    public Thinking checked(Tokenizer tokenizer) {
        check(tokenizer, "the end of reasoning", end);
        check(tokenizer, "the text instead of an end", instead);
        return this;
    }

    /// Whether tokens that were written can be taken back, so that nobody may be told of them before the end.
    public boolean takesBack(Tokenizer tokenizer) {
        return (waits > 0 || least > 0) && endId(tokenizer).isEmpty();
    }

    /// The token that the end is; empty if it is spelled in several.
    OptionalInt endId(Tokenizer tokenizer) {
        OptionalInt named = tokenizer.idOf(end);
        // a byte-level vocabulary writes bytes as characters that are other texts
        if (named.isPresent() && tokenizer.decode(new int[] {named.getAsInt()}).equals(end)) {
            return named;
        }
        int[] ids = tokenizer.encode(end);
        return ids.length == 1 ? OptionalInt.of(ids[0]) : OptionalInt.empty();
    }

    private static void check(Tokenizer tokenizer, String what, String text) {
        int[] ids = tokenizer.encode(text);
        if (!tokenizer.decode(ids).strip().equals(text.strip())) {
            throw UserException.usage(what + ", '" + text + "', cannot be written by this model\n"
                    + "  choose a text of characters that its tokenizer has");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
