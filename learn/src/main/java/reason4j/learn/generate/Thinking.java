package reason4j.learn.generate;

import java.util.OptionalInt;
import reason4j.core.io.UserException;
import reason4j.learn.text.Tokenizer;

/// Budget forcing (Muennighoff et al. 2025, "s1: Simple test-time scaling", section 3.1): when the model wants to end
/// its reasoning too early, what it sampled is dropped and a word like "Wait" put in its place; after too long the end
/// is put there instead. A model ends its reasoning by the end token of reasoning, or by ending altogether. It reasons
/// from the first token it writes.
///
/// Unlike s1's program, which counts refusals alone, an end can also be refused before a number of tokens; and only the
/// end token is put at the end, no words such as "Final Answer:".
///
/// @param end id of the token that ends the reasoning
/// @param instead ids that are put instead of an end that is refused
/// @param waits how often an end is refused, whenever it comes
/// @param least an end before so many tokens is refused too; 0 for none
/// @param most after so many tokens the end is put there; 0 for no limit
public record Thinking(int end, int[] instead, int waits, int least, int most) {

    public Thinking {
        require(waits >= 0, "the number of refusals must not be negative, is " + waits);
        require(least >= 0, "the least number of reasoning tokens must not be negative, is " + least);
        require(most >= 0, "the most reasoning tokens must not be negative, is " + most);
        require(most == 0 || least <= most, "reasoning cannot take at least " + least + " and at most " + most);
        require(instead.length > 0 || (waits == 0 && least == 0), "the text instead of an end is empty");
    }

    /// From texts.
    ///
    /// @param end such as `</think>`; must be one token of the model
    /// @param wait such as `Wait`
    /// @throws UserException if the end is not one token
    public static Thinking of(Tokenizer tokenizer, String end, String wait, int waits, int least, int most) {
        OptionalInt id = tokenizer.idOf(end);
        if (id.isEmpty()) {
            throw UserException.usage("the end of reasoning, '" + end + "', is not one token of this model\n"
                    + "  name the token that it ends its reasoning with");
        }
        return new Thinking(id.getAsInt(), tokenizer.encode(wait), waits, least, most);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
