package reason4j.curate.source;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.problem.Trace;

/// Cuts what teachers wrote into reasoning and response, by the tags of the published sets.
public final class Reasoning {

    private static final List<String[]> TAGS = List.of(
            new String[] {"<think>", "</think>"},
            new String[] {"<|begin_of_thought|>", "<|end_of_thought|>"},
            new String[] {"<Thought>", "</Thought>"});

    private Reasoning() {}

    /// A trace, or null if the reasoning was cut off before its end.
    static @Nullable Trace trace(String teacher, String text) {
        for (String[] tags : TAGS) {
            int begin = text.indexOf(tags[0]);
            if (begin >= 0) {
                int end = text.indexOf(tags[1], begin);
                return end < 0
                        ? null
                        : new Trace(
                                teacher,
                                text.substring(begin + tags[0].length(), end).strip(),
                                untagged(text.substring(end + tags[1].length())));
            }
        }
        return new Trace(teacher, "", untagged(text));
    }

    /// The response without the tags around a solution.
    private static String untagged(String response) {
        return response.replace("<|begin_of_solution|>", "")
                .replace("<|end_of_solution|>", "")
                .strip();
    }

    /// The content of the last `\boxed{…}`, or null.
    public static @Nullable String boxed(@Nullable String text) {
        int at = text == null ? -1 : text.lastIndexOf("\\boxed{");
        if (text == null || at < 0) {
            return null;
        }
        int depth = 0;
        for (int i = at + 6; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return text.substring(at + 7, i).strip();
            }
        }
        return null;
    }
}
