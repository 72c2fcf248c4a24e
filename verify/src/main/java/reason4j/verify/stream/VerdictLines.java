package reason4j.verify.stream;

import java.util.Locale;
import java.util.function.Function;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes a line with a verdict of a line. A line that cannot be judged gets a verdict that says why, and never an
/// exception.
///
/// @param rows judges the object of a line
public record VerdictLines(Function<JsonNode, Verdict> rows) {

    private static final int QUOTED = 200;

    /// @param line the input's object with `verdict`, or the number and beginning of a line that has no object
    /// @param verdict what was said of it
    record Graded(String line, Verdict verdict) {}

    Graded grade(LineSource.Line line) {
        if (line.cut()) {
            return refused(line, "The line is longer than " + LineSource.MAX_BYTES + " bytes.");
        }
        JsonNode tree;
        try {
            tree = Json.mapper().readTree(line.text());
        } catch (JacksonException e) {
            return refused(line, "The line is no JSON: " + firstLine(e.getOriginalMessage()));
        }
        if (!(tree instanceof ObjectNode row)) {
            return refused(line, "The line is JSON, but no object.");
        }
        Verdict verdict = rows.apply(row);
        row.set("verdict", written(verdict));
        return new Graded(row.toString(), verdict);
    }

    private static Graded refused(LineSource.Line line, String because) {
        Verdict verdict = new Verdict(Outcome.UNSCORABLE, "not-a-row", because, null, null, 0);
        ObjectNode row = Json.mapper().createObjectNode();
        row.put("line", line.number());
        row.put("text", line.text().substring(0, Math.min(QUOTED, line.text().length())));
        row.set("verdict", written(verdict));
        return new Graded(row.toString(), verdict);
    }

    private static ObjectNode written(Verdict verdict) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        node.put("rule", verdict.rule());
        node.put("because", verdict.because());
        node.put("millis", Math.round(verdict.millis() * 1000) / 1000.0);
        return node;
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
