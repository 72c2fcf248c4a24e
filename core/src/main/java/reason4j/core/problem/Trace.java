package reason4j.core.problem;

/// Reasoning and response of a teacher for a problem, the stuff of SFT.
///
/// @param teacher who wrote it: a model's name, `human`, or a generator's name
/// @param reasoning what stands between `<think>` and `</think>`, without the tags; may be empty
/// @param response what follows the reasoning
public record Trace(String teacher, String reasoning, String response) {

    /// The layout of DeepSeek-R1 (arXiv 2501.12948, table 1): `<think>reasoning</think>response`.
    public String text() {
        return "<think>" + reasoning + "</think>" + response;
    }
}
