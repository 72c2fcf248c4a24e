package reason4j.curate.embed;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reason4j.core.io.Json;
import reason4j.core.io.JsonLines;

/// Rows a second from texts to vectors in the cache and back, cold and cached; and tokens and vectors of the texts for
/// `bench/curate/embeddings.py` to compare with another implementation. Arguments: texts to embed for the rate, a file
/// for tokens and vectors, and files of questions.
public final class EmbeddingBench {

    private EmbeddingBench() {}

    static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        List<String> texts = new ArrayList<>();
        for (String file : List.of(arguments).subList(2, arguments.length)) {
            JsonLines.readTrees(Path.of(file))
                    .forEach(row -> texts.add(row.get("problem").asString()));
        }
        MiniLm model = MiniLm.shared();
        model.embed(texts.subList(0, 50));
        List<String> some = every(texts, Integer.parseInt(arguments[0]));
        rate(out, model, some);
        cache(out, some);
        tokens(out, model, texts);
        compare(model, texts, Path.of(arguments[1]));
    }

    private static List<String> every(List<String> texts, int wanted) {
        int step = Math.max(1, texts.size() / wanted);
        return IntStream.range(0, texts.size())
                .filter(i -> i % step == 0)
                .limit(wanted)
                .mapToObj(texts::get)
                .toList();
    }

    private static void rate(PrintStream out, MiniLm model, List<String> texts) {
        long tokens = texts.stream().mapToLong(t -> model.tokens(t).length).sum();
        long start = System.nanoTime();
        float[][] together = model.embed(texts);
        say(out, "one thread, equal lengths together", texts.size(), tokens, start);
        List<String> few = texts.subList(0, Math.min(500, texts.size()));
        start = System.nanoTime();
        int differ = 0;
        for (int i = 0; i < few.size(); i++) {
            differ += java.util.Arrays.equals(model.embed(List.of(few.get(i)))[0], together[i]) ? 0 : 1;
        }
        say(
                out,
                "one thread, one by one",
                few.size(),
                few.stream().mapToLong(t -> model.tokens(t).length).sum(),
                start);
        out.println("vectors that depend on their neighbours: " + differ + " of " + few.size());
        start = System.nanoTime();
        int half = texts.size() / 2;
        Stream.of(texts.subList(0, half), texts.subList(half, texts.size()))
                .parallel()
                .forEach(model::embed);
        say(out, "two threads", texts.size(), tokens, start);
    }

    private static void cache(PrintStream out, List<String> texts) throws IOException {
        Path folder = Files.createTempDirectory("vectors");
        try {
            new Embedder(folder.toString()).vectors(texts);
            long start = System.nanoTime();
            new Embedder(folder.toString()).vectors(texts);
            say(out, "from the cache", texts.size(), 0, start);
        } finally {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void tokens(PrintStream out, MiniLm model, List<String> texts) {
        long start = System.nanoTime();
        long tokens = texts.stream().mapToLong(t -> model.tokens(t).length).sum();
        say(out, "tokens alone", texts.size(), tokens, start);
    }

    private static void say(PrintStream out, String what, int rows, long tokens, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                "%s: %d rows in %.2f s, %.0f rows/s, %.0f tokens/s%n",
                what, rows, seconds, rows / seconds, tokens / seconds);
    }

    /// One line a text: `text`, `ids`, and `vector` for some.
    private static void compare(MiniLm model, List<String> texts, Path file) throws IOException {
        List<String> some = every(texts, 200);
        float[][] vectors = model.embed(some);
        try (PrintStream lines = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            for (int i = 0; i < some.size(); i++) {
                String text = some.get(i);
                lines.println(Json.line(Map.of("text", text, "ids", model.tokens(text), "vector", vectors[i])));
            }
            texts.forEach(text -> lines.println(Json.line(Map.of("text", text, "ids", model.tokens(text)))));
        }
    }
}
