package reason4j.curate.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Goldens are what Hugging Face's tokenizers and Python's ONNX runtime say (`bench/curate/embeddings.py`).
class EmbedderTest {

    private static final List<String> TEXTS = List.of(
            "What is $\\frac{1}{2} + \\frac{1}{3}$?",
            "How many apples does Tom have?",
            "Tom has how many apples?",
            "Prove that there are infinitely many primes.");

    @TempDir
    Path folder;

    record Golden(String text, List<Integer> ids, double... first) {
        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Golden> goldens() {
        return Stream.of(
                new Golden(
                        TEXTS.getFirst(),
                        List.of(
                                101, 2054, 2003, 1002, 1032, 25312, 2278, 1063, 1015, 1065, 1063, 1016, 1065, 1009,
                                1032, 25312, 2278, 1063, 1015, 1065, 1063, 1017, 1065, 1002, 1029, 102),
                        -0.045977,
                        -0.029276,
                        -0.035455,
                        0.041872),
                new Golden(
                        "Wie viele Äpfel hat Tomás? naïve\u00a0café — 3×4≤12",
                        List.of(
                                101, 15536, 2063, 20098, 2571, 9706, 7959, 2140, 6045, 12675, 1029, 15743, 7668, 1517,
                                1017, 26306, 2549, 30135, 12521, 102),
                        -0.017413,
                        0.114885,
                        -0.043442,
                        -0.014122),
                new Golden(
                        "已知 $x$ 为正整数，求最小值。",
                        List.of(
                                101, 100, 100, 1002, 1060, 1002, 100, 1888, 100, 100, 1989, 100, 100, 1829, 100, 1636,
                                102),
                        0.003098,
                        0.104658,
                        0.081947,
                        0.037311),
                new Golden(
                        "a".repeat(101) + " unprintable\u0000\u200b tab\tend...",
                        List.of(101, 100, 4895, 16550, 3085, 21628, 2203, 1012, 1012, 1012, 102),
                        -0.04544,
                        0.007126,
                        -0.070466,
                        0.006159));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void tokensAndVectorsAreThoseOfTheReference(Golden golden) {
        MiniLm model = MiniLm.shared();
        assertThat(model.tokens(golden.text()))
                .containsExactly(golden.ids().stream().mapToLong(i -> i).toArray());
        float[] vector = model.embed(List.of(golden.text()))[0];
        for (int i = 0; i < golden.first().length; i++) {
            assertThat((double) vector[i]).isCloseTo(golden.first()[i], within(2e-6));
        }
        assertThat(Embedder.cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void aVectorDoesNotDependOnItsNeighboursToTheBit() {
        List<String> many = new ArrayList<>(TEXTS);
        for (int i = 0; i < 12; i++) {
            many.add("How many " + (char) ('a' + i) + " does Tom have?");
        }
        float[][] together = MiniLm.shared().embed(many);
        for (int i = 0; i < many.size(); i += 3) {
            assertThat(together[i]).isEqualTo(MiniLm.shared().embed(List.of(many.get(i)))[0]);
        }
    }

    @Test
    void longTextsAreCutAt256Tokens() {
        String text = "one two three four five six seven eight nine ten ".repeat(30);
        assertThat(MiniLm.shared().tokens(text)).hasSize(256).endsWith(102);
        assertThat(MiniLm.shared().tokens("")).containsExactly(101, 102);
    }

    @Test
    void whatWasEmbeddedOnceIsReadAndADamagedFileIsNot() throws IOException {
        Embedder embedder = new Embedder(folder.toString());
        assertThat(embedder.ensure(TEXTS)).isEqualTo(4);
        embedder.refresh();
        assertThat(embedder.ensure(TEXTS)).isZero();
        assertThat(embedder.ensure(List.of(TEXTS.getFirst(), "something else"))).isEqualTo(1);
        embedder.refresh();
        assertThat(embedder.cached(Embedder.key(TEXTS.get(1))))
                .isEqualTo(MiniLm.shared().embed(TEXTS)[1]);

        Path largest = files().stream()
                .max(java.util.Comparator.comparingLong(f -> f.toFile().length()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(largest);
        bytes[500] ^= 1;
        Files.write(largest, bytes);
        embedder.refresh();
        assertThat(embedder.cached(Embedder.key(TEXTS.get(1)))).isNull();
        assertThat(embedder.ensure(TEXTS)).isEqualTo(4);
        Files.write(largest, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        embedder.refresh();
        assertThat(embedder.vectors(TEXTS)).isDeepEqualTo(MiniLm.shared().embed(TEXTS));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(p -> p.toString().endsWith(".vectors")).toList();
        }
    }

    @Test
    void meaningCounts() {
        float[][] v = MiniLm.shared().embed(TEXTS);
        assertThat(Embedder.cosine(v[1], v[2])).isGreaterThan(0.9);
        assertThat(Embedder.cosine(v[1], v[3])).isLessThan(0.4);
    }
}
