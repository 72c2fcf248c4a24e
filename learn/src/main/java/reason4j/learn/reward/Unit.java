package reason4j.learn.reward;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import reason4j.core.episode.Completion;

/// What lengths and n-grams are made of. open-r1 counts characters and words, TRL tokens.
public enum Unit {
    @JsonProperty("tokens")
    TOKENS,
    @JsonProperty("words")
    WORDS,
    @JsonProperty("characters")
    CHARACTERS;

    int length(Completion completion) {
        return switch (this) {
            case TOKENS -> completion.length();
            case WORDS -> words(completion).length;
            case CHARACTERS ->
                completion.text().codePointCount(0, completion.text().length());
        };
    }

    /// The units in order, as values that are equal when the units are.
    Object[] items(Completion completion) {
        return switch (this) {
            case TOKENS -> Arrays.stream(completion.ids()).boxed().toArray();
            case WORDS -> words(completion);
            case CHARACTERS -> completion.text().codePoints().boxed().toArray();
        };
    }

    private static String[] words(Completion completion) {
        String text = completion.text().toLowerCase(Locale.ROOT).strip();
        return text.isEmpty() ? new String[0] : text.split("\\s+");
    }
}
