package reason4j.curate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Fate;
import reason4j.core.problem.Problem;
import reason4j.curate.source.Draft;
import reason4j.curate.source.Slice;

/// Writes the rows of a slice to the side they belong to.
final class Outputs {

    static final List<String> FILES = List.of("train", "heldout", "rejected");

    private Outputs() {}

    /// What was decided of the rows of a slice.
    ///
    /// @param sides of [Fates]
    /// @param fates as JSON, null for kept rows
    record Decisions(byte[] sides, @Nullable String[] fates) implements Serializable {}

    /// A row of `rejected.jsonl`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rejected(
            String id, Fate fate, String prompt, @Nullable AnswerKey answer, String source, String place) {}

    /// Part files of a slice, one a side, and what they hold.
    static Tally write(Reading reading, Slice slice, Decisions decisions, Path parts) {
        Tally tally = new Tally();
        List<OutputStream> out = new ArrayList<>();
        try {
            for (String name : FILES) {
                out.add(new BufferedOutputStream(Files.newOutputStream(part(parts, slice.first(), name)), 1 << 16));
            }
            reading.rows(slice, row -> {
                int i = (int) (row.index() - slice.first());
                byte side = decisions.sides()[i];
                try {
                    out.get(side)
                            .write(Json.mapper()
                                    .writeValueAsBytes(
                                            record(row, side, decisions.fates()[i], reading)));
                    out.get(side).write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                tally.add(row, side);
            });
            for (OutputStream stream : out) {
                stream.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tally;
    }

    static Path part(Path parts, long first, String name) {
        return parts.resolve(String.format("%012d.%s", first, name));
    }

    /// Lays the parts end to end, in the order of the rows.
    static void join(List<Slice> slices, Path parts, Path into) throws IOException {
        for (String name : FILES) {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(into.resolve(name + ".jsonl")), 1 << 16)) {
                for (Slice slice : slices) {
                    Files.copy(part(parts, slice.first(), name), out);
                }
            }
        }
    }

    private static Object record(Row row, byte side, @Nullable String fate, Reading reading) {
        Draft d = row.draft();
        if (side == Fates.REJECTED) {
            Fate parsed = Json.mapper().readValue(String.valueOf(fate), Fate.class);
            return new Rejected(row.id(), parsed, d.prompt(), d.answer(), d.source(), row.place());
        }
        String name = reading.inputs().get(row.input()).name();
        List<String> provenance = d.source().equals(name) ? List.of(name) : List.of(d.source(), name);
        AnswerKey answer = d.answer();
        if (answer == null) {
            throw new IllegalStateException("a row without an answer is never kept: " + row.place());
        }
        return new Problem(
                row.id(), d.prompt(), answer, d.domain(), d.source(), d.difficulty(), provenance, d.traces());
    }
}
