package reason4j.curate.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Conversations: lists of `{from, value}` or `{role, content}`.
final class Turns {

    private static final Map<String, List<String>> NAMES = Map.of(
            "user", List.of("user", "human"),
            "assistant", List.of("assistant", "gpt"),
            "system", List.of("system"));

    /// Instructions that sets put before or after their questions; only these, since a question may begin alike.
    private static final List<String> BEFORE = List.of(
            "Return your final response within \\boxed{}. ",
            "Solve the following math problem step by step. The last line of your response should be of the form Answer:"
                    + " $Answer (without quotes) where $Answer is the answer to the problem.\n\n",
            "Generate an executable Python function generated from the given prompt. The function should take stdin as"
                    + " input and print the output. Simply call the function after the definition.",
            "Generate an executable Python function generated from the given prompt. Return the function body without"
                    + " invoking it at the final solution.");
    private static final List<String> AFTER = List.of(
            "\n\nRemember to put your answer on its own line after \"Answer:\".",
            "\nPlease reason step by step, and put your final answer within \\boxed{}.",
            " Please reason step by step, and put your final answer within \\boxed{}.",
            " Let's think step by step and output the final answer within \\boxed{}.");

    private Turns() {}

    /// What the first turn of a role says, or null.
    static @Nullable String first(List<JsonNode> turns, String role) {
        JsonNode turn = turn(turns, role);
        return turn == null ? null : Fields.firstText(turn, "value", "content");
    }

    static @Nullable JsonNode turn(List<JsonNode> turns, String role) {
        for (JsonNode turn : turns) {
            String who = Fields.firstText(turn, "from", "role");
            if (who != null && NAMES.getOrDefault(role, List.of()).contains(who)) {
                return turn;
            }
        }
        return null;
    }

    /// The question of the first user turn, without the set's instruction.
    static String question(List<JsonNode> turns) {
        String text = first(turns, "user");
        return text == null ? "" : bare(text);
    }

    static String bare(String question) {
        String bare = question;
        for (String prefix : BEFORE) {
            bare = bare.startsWith(prefix) ? bare.substring(prefix.length()) : bare;
        }
        for (String suffix : AFTER) {
            bare = bare.endsWith(suffix) ? bare.substring(0, bare.length() - suffix.length()) : bare;
        }
        return bare.strip();
    }
}
