package reason4j.curate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Fate;
import reason4j.curate.decontaminate.Background;
import reason4j.curate.make.Makers;
import reason4j.curate.source.Draft;
import reason4j.curate.source.Input;
import reason4j.curate.source.Raw;
import reason4j.curate.source.Schema;
import reason4j.curate.source.Schemas;
import reason4j.curate.source.Slice;
import reason4j.curate.text.WordCounts;
import tools.jackson.core.JacksonException;

/// From slices to rows: read, understood by the schema, cleaned. Reading a slice again gives the same rows, so that
/// texts stay in their files between the steps.
final class Reading implements Serializable {

    private static final long serialVersionUID = 1L;
    private final List<Input> inputs;
    private final Map<String, String> labels;
    private final CurateRecipe.Clean clean;
    private final CurateRecipe.Verify verify;

    Reading(List<Input> inputs, CurateRecipe recipe) {
        this.inputs = List.copyOf(inputs);
        this.labels = labels(inputs);
        this.clean = recipe.clean();
        this.verify = recipe.verify();
    }

    List<Input> inputs() {
        return inputs;
    }

    void rows(Slice slice, Consumer<Row> each) {
        Input input = inputs.get(slice.input());
        Schema schema = Schemas.named(Makers.has(input.source()) ? "problems" : input.source());
        Cleaning cleaning = Cleaning.of(clean);
        long[] next = {slice.first()};
        slice.read(raw -> each.accept(row(raw, next[0]++, slice.input(), schema, cleaning)));
    }

    /// In how many questions of a slice each word occurs, copies of a benchmark's problems left out.
    WordCounts words(Slice slice, Background background) {
        WordCounts words = new WordCounts();
        rows(slice, row -> background.count(row.draft().prompt(), words));
        return words;
    }

    private Row row(Raw raw, long index, int number, Schema schema, Cleaning cleaning) {
        Input input = inputs.get(number);
        if (raw.row() == null) {
            return broken(raw, index, number, String.valueOf(raw.defect()));
        }
        Draft draft;
        try {
            draft = schema.read(raw.row(), input);
        } catch (JacksonException | IllegalArgumentException e) {
            return broken(raw, index, number, "not a row of " + input.source() + ": " + firstLine(e));
        }
        String id = draft.id() == null || draft.id().isBlank() ? placeId(input, raw) : draft.id();
        Cleaning.Result result = cleaning.apply(draft);
        @Nullable Fate fate = result.reason() == null ? null : dropped(result.reason(), raw);
        if (fate == null && verify.traces()) {
            return judged(new Row(index, number, raw.place(), id, result.draft(), Map.of(), null));
        }
        return new Row(index, number, raw.place(), id, result.draft(), Map.of(), fate);
    }

    /// The row with its right traces alone.
    private Row judged(Row row) {
        AnswerKey key = row.draft().answer();
        if (key == null || row.draft().traces().isEmpty() || Keys.defect(key) != null) {
            return row;
        }
        Traces traces =
                Traces.judged(key, row.draft().traces(), verify.unjudged().equals("keep"));
        Draft draft = row.draft().withTraces(traces.kept());
        return new Row(row.index(), row.input(), row.place(), row.id(), draft, traces.dropped(), null);
    }

    private Row broken(Raw raw, long index, int number, String reason) {
        Input input = inputs.get(number);
        Draft nothing = new Draft(null, "", null, "unknown", input.name(), null, List.of(), Map.of(), reason);
        String id = placeId(input, raw);
        Map<String, Object> evidence = place(raw);
        evidence.put("error", reason);
        int colon = reason.indexOf(':');
        String rule = colon < 0 ? reason : reason.substring(0, colon);
        return new Row(index, number, raw.place(), id, nothing, Map.of(), new Fate("clean", rule, evidence));
    }

    private static Fate dropped(String reason, Raw raw) {
        return new Fate("clean", reason, place(raw));
    }

    private static Map<String, Object> place(Raw raw) {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put("file", raw.file());
        evidence.put("line", raw.line());
        return evidence;
    }

    /// The id of a row that has none.
    private String placeId(Input input, Raw raw) {
        return input.name() + "-" + labels.getOrDefault(raw.file(), last(raw.file(), 1)) + "-" + raw.line();
    }

    /// How each file is called in ids: its name or, where two files of a recipe share it, with the folder before it, or
    /// with its number.
    private static Map<String, String> labels(List<Input> inputs) {
        Set<String> files = new LinkedHashSet<>();
        inputs.forEach(input -> files.addAll(input.files()));
        Map<String, String> labels = new TreeMap<>();
        int number = 0;
        for (String file : files) {
            number++;
            String label = last(file, 1) + "-" + number;
            for (int parts = 2; parts > 0; parts--) {
                String name = last(file, parts);
                int n = parts;
                boolean unique =
                        files.stream().filter(f -> last(f, n).equals(name)).count() == 1;
                label = unique ? name : label;
            }
            labels.put(file, label);
        }
        return labels;
    }

    private static String last(String file, int parts) {
        String[] all = file.split("[/\\\\]");
        return String.join("-", Arrays.copyOfRange(all, Math.max(0, all.length - parts), all.length));
    }

    private static String firstLine(RuntimeException e) {
        String message = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
