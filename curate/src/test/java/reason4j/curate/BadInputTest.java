package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.core.io.JsonLines;
import reason4j.core.io.UserException;
import reason4j.core.problem.Problem;
import reason4j.core.run.Progress;
import tools.jackson.databind.JsonNode;

/// Input as people have it: each bad row is rejected with its own file and line, or the run stops with one message and
/// leaves nothing behind.
class BadInputTest {

    private static final String GOOD =
            "{\"id\": \"a\", \"problem\": \"How many legs have seven spiders?\", \"answer\": \"56\"}\n";

    @TempDir
    Path folder;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = SharedSpark.context();
    }

    @Test
    void badRowsAreRejectedWithTheirFileAndLine() throws IOException {
        Path pool = folder.resolve("mixed.jsonl");
        try (OutputStream out = Files.newOutputStream(pool)) {
            out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
            out.write(bytes(GOOD));
            out.write("{\"id\": \"l\", \"problem\": \"Wie heißt es?\", \"answer\": \"1\"}\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes("{\"id\": \"long\", \"problem\": \""));
            byte[] much = new byte[1 << 20];
            Arrays.fill(much, (byte) 'x');
            for (int i = 0; i < 50; i++) {
                out.write(much);
            }
            out.write(bytes("\", \"answer\": \"1\"}\n\n[1, 2]\n\"text\"\n"));
            out.write(bytes("{\"id\": null, \"problem\": null, \"answer\": null}\n"));
            out.write(bytes("{\"id\": \"d\", \"problem\": \"Damaged \uFFFD text?\", \"answer\": \"1\"}\n"));
            out.write(bytes("[".repeat(2000) + "\n{\"id\": \"cut\", \"prob"));
        }
        Manifest.Counts counts = curate("mixed", "pool=[" + pool + "]", "split.heldout=0");
        assertThat(problems("mixed")).extracting(Problem::id).containsExactly("a");
        assertThat(rejected("mixed"))
                .containsExactly(
                        pool + ":2 not UTF-8",
                        pool + ":3 a line longer than 16 MiB",
                        pool + ":5 no question",
                        pool + ":6 no question",
                        pool + ":7 no question",
                        pool + ":8 damaged encoding",
                        pool + ":9 not JSON",
                        pool + ":10 not JSON");
        assertThat(counts).returns(9, Manifest.Counts::input).returns(8, Manifest.Counts::rejected);
    }

    @Test
    void rowsOfOtherFormatsKeepTheirOwnPlaceToo() throws IOException {
        Path zipped = folder.resolve("rows.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(bytes(GOOD + "{\"id\": \"n\", \"problem\": \"Why?\", \"answer\": null}\n"));
        }
        Path array = Files.writeString(
                folder.resolve("rows.json"),
                "[{\"problem\": \"How many wheels have three cars?\", \"answer\": 12}, {\"problem\": null, \"answer\": 1}]");
        Path parquet = parquet("rows.parquet", List.of("{\"problem\": null, \"answer\": \"3\", \"id\": null}"));
        curate("places", "pool=[" + zipped + "," + array + "," + parquet + "]", "split.heldout=0");
        assertThat(rejected("places"))
                .containsExactly(zipped + ":2 no answer", array + ":2 no question", parquet + ":1 no question");
    }

    @Test
    void rowsWithoutIdsOfTwoFilesOfOneNameAreAllKept() throws IOException {
        Path one = Files.createDirectories(folder.resolve("one")).resolve("train.jsonl");
        Path two = Files.createDirectories(folder.resolve("two")).resolve("train.jsonl");
        Files.writeString(one, "{\"problem\": \"How many legs have seven spiders?\", \"answer\": \"56\"}\n");
        Files.writeString(two, "{\"problem\": \"How many wings have nine bees?\", \"answer\": \"36\"}\n");
        curate("labels", "pool=[" + one + "," + two + "]", "split.heldout=0");
        assertThat(problems("labels"))
                .extracting(Problem::id)
                .containsExactly("plain-one-train.jsonl-1", "plain-two-train.jsonl-1");
    }

    @Test
    void aHundredAndFortyFilesAreAPool() throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 140; i++) {
            Path file = folder.resolve("part-" + i + ".jsonl");
            String row = "{\"id\": \"%d\", \"problem\": \"How much is %d times %d?\", \"answer\": \"%d\"}\n";
            Files.writeString(file, row.formatted(i, i, i + 1, i * (i + 1)));
            files.add(file.toString());
        }
        Manifest.Counts counts =
                curate("many", "pool=[" + String.join(",", files) + "]", "split.heldout=0", "deduplicate.near=false");
        assertThat(counts.train()).isEqualTo(140);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            wrong.jsonl  | {problem: qestion, answer: gold} | wrong.jsonl: no column qestion; did you mean question?
            wrong.jsonl  | {problem: question, answer: Golt} | no column Golt; did you mean gold?
            wrong.jsonl  | {problem: question} | no column answer or final_answer or gold2
            wrong.jsonl  | {porblem: question, answer: gold} | plain: options.porblem: unknown; did you mean problem?
            """)
    void aWrongColumnMapStopsTheRun(String name, String options, String message) throws IOException {
        String column = message.endsWith("gold2") ? "key" : "gold";
        Path file = Files.writeString(
                folder.resolve(name), "{\"question\": \"How many legs?\", \"" + column + "\": \"8\", \"n\": 1}\n");
        assertThatThrownBy(() ->
                        curate("wrong", "sources=[{source: plain, files: [" + file + "], options: " + options + "}]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message.replace("gold2", "gold"));
        nothingIsLeft("wrong");
    }

    @Test
    void aWrongSourceStopsTheRun() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.jsonl"), GOOD);
        assertThatThrownBy(() -> curate("source", "sources=[{source: synthetic-1, files: [" + file + "]}]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("rows.jsonl: no rows of synthetic-1: none of the first 1 has a question")
                .hasMessageContaining("[answer, id, problem]");
        Path bench = Files.writeString(folder.resolve("bench.jsonl"), "{\"text\": \"Why?\"}\n");
        assertThatThrownBy(() -> curate("source", "pool=[" + file + "]", "benchmarks=[" + bench + "]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("bench.jsonl: no column problem or prompt or question");
        nothingIsLeft("source");
    }

    @Test
    void damagedFilesStopTheRunWithOneMessage() throws IOException {
        Path whole = parquet("whole.parquet", List.of(GOOD));
        byte[] bytes = Files.readAllBytes(whole);
        refused(Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length - 9)), "is cut off");
        refused(Files.write(folder.resolve("tail.parquet"), bytes("<html>no such page</html>")), "is no Parquet file");
        byte[] damaged = bytes.clone();
        Arrays.fill(damaged, 4, bytes.length - 8, (byte) 0x55);
        refused(Files.write(folder.resolve("damaged.parquet"), damaged), "cannot be read to its end");
        refused(
                Files.write(folder.resolve("cut.json"), bytes("[{\"problem\": \"a\"}, {\"pro")),
                "cannot be read to its");
        refused(Files.write(folder.resolve("cut.gz"), new byte[] {0x1f, (byte) 0x8b, 8}), "cannot be read to its end");
        refused(Files.write(folder.resolve("wide.jsonl"), GOOD.getBytes(StandardCharsets.UTF_16)), "is UTF-16");
        refused(Files.createDirectory(folder.resolve("folder.parquet")), "is a folder");
        refused(parquet("empty.parquet", List.of()), "no rows in");
        refused(Files.createFile(folder.resolve("empty.jsonl")), "no rows in");
    }

    @Test
    void aSourceThatVanishesStopsTheRun() throws Exception {
        Path pool = folder.resolve("vanishing.jsonl");
        Files.writeString(pool, GOOD.repeat(3000));
        Path part = folder.resolve("vanished.part");
        Thread remover = Thread.ofPlatform().start(() -> {
            while (Files.notExists(part.resolve("raw/transcribed"))) {
                Thread.onSpinWait();
            }
            pool.toFile().delete();
        });
        // the zipped file behind it is transcribed after the pool was hashed and before a task reads it
        Path zipped = folder.resolve("last.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(bytes(GOOD.repeat(200_000)));
        }
        assertThatThrownBy(() -> curate("vanished", "pool=[" + pool + "," + zipped + "]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("vanishing.jsonl: is no longer there");
        remover.join();
        nothingIsLeft("vanished");
    }

    @Test
    void aSourceThatIsWrittenToStopsTheRun() throws IOException {
        Path pool = Files.writeString(folder.resolve("growing.jsonl"), GOOD);
        Intake intake = Intake.of(recipe("pool=[" + pool + "]"), folder.resolve("made"), 1 << 20, spark);
        intake.refuseChanged();
        Files.writeString(pool, GOOD + GOOD);
        assertThatThrownBy(intake::refuseChanged).hasMessageContaining("growing.jsonl: was changed while it was read");
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsBegun() throws IOException {
        Path pool = Files.writeString(folder.resolve("there.jsonl"), GOOD);
        missing(
                "no/p.jsonl: no such file\n  the recipe looks in no; say where",
                "data.dir=no",
                "pool=['${data.dir}/p.jsonl']");
        missing("nowhere.jsonl: no such file\n  give the path", "pool=[" + pool + "]", "benchmarks=[nowhere.jsonl]");
        missing("pool: must be a list, such as [a, b]", "pool=" + pool);
        missing("split: must be keys with values", "split=[1]");
        missing("decontaminate.rule = nine-gram: must be one of 13-gram, 32-gram", "decontaminate.rule=nine-gram");
        missing(
                "sources[0].fils = [x]: unknown key; a source has source, name, files",
                "sources=[{source: math, fils: [x]}]");
        nothingIsLeft("missing");
    }

    private void missing(String message, String... settings) {
        assertThatThrownBy(() -> CurateStage.run(recipe(settings), folder.resolve("missing"), Progress.silent()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFullDiskIsNamed() {
        Path out = folder.resolve("set");
        IOException full = new IOException("No space left on device");
        assertThat(Failures.of(new IllegalStateException(full), out))
                .hasMessageContaining("cannot write " + out + ": No space left");
        full.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.io.FileOutputStream", "write", null, 1),
            new StackTraceElement("org.apache.spark.storage.DiskStore", "put", null, 1),
            new StackTraceElement("reason4j.curate.CurateStage", "fill", null, 1)
        });
        assertThat(Failures.of(new IllegalStateException(full), out))
                .hasMessageContaining("is full, where Spark keeps what does not fit")
                .hasMessageContaining("nothing was written to " + out);
    }

    @Test
    void aMasterThatThereIsNotIsNamed() throws IOException {
        Path pool = Files.writeString(folder.resolve("there.jsonl"), GOOD);
        assertThatThrownBy(() -> CurateStage.run(
                        recipe("pool=[" + pool + "]", "spark.master=yarm"), folder.resolve("none"), Progress.silent()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("spark.master = yarm");
    }

    @Test
    @Timeout(60)
    void aKilledRunLeavesNothingThatLooksWhole() throws Exception {
        Process process = alone("killed");
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        assertThat(process.exitValue())
                .as(() -> "killed while it wrote: " + log(folder.resolve("killed.log")))
                .isEqualTo(137);
        assertThat(folder.resolve("killed")).doesNotExist();
        assertThat(folder.resolve("killed.part/manifest.json")).doesNotExist();
        curate("killed", "sources=[{source: chained-arithmetic, options: {problems: 100}}]");
        assertThat(folder.resolve("killed.part")).doesNotExist();
        assertThat(folder.resolve("killed/manifest.json")).exists();
    }

    @Test
    @Timeout(60)
    void aStoppedRunSaysSoInOneLineAndLeavesNothing() throws Exception {
        Process process = alone("stopped");
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(UserException.INTERRUPTED);
        Path out = folder.resolve("stopped");
        assertThat(log(folder.resolve("stopped.log")).strip())
                .isEqualTo("reason4j: curate: stopped; nothing was written to " + out);
        nothingIsLeft("stopped");
    }

    /// A curation in a process of its own, that has come to where it writes.
    private Process alone(String name) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Files.readAllLines(Path.of("jvm.flags")));
        String out = folder.resolve(name).toString();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Alone.class.getName(), out));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        Path parts = folder.resolve(name + ".part/parts");
        while (Files.notExists(parts) && process.isAlive()) {
            Thread.sleep(5);
        }
        return process;
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// A curation in a process of its own.
    static final class Alone {
        private Alone() {}

        public static void main(String[] args) {
            String source = "sources=[{source: chained-arithmetic, options: {problems: 12000}}]";
            try {
                CurateStage.run(recipe(source, "deduplicate.near=false"), Path.of(args[0]), Progress.silent());
            } catch (UserException e) {
                System.exit(e.exitCode()); // as the command line does, which says what was not said
            }
        }
    }

    private void refused(Path file, String message) {
        assertThatThrownBy(() -> curate("refused", "pool=[" + file + "]"))
                .as(file.getFileName().toString())
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(file.getFileName().toString());
        nothingIsLeft("refused");
    }

    private void nothingIsLeft(String name) {
        assertThat(folder.resolve(name)).doesNotExist();
        assertThat(folder.resolve(name + ".part")).doesNotExist();
    }

    private Path parquet(String name, List<String> rows) throws IOException {
        SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
        Path written = folder.resolve(name + "-dir");
        session.read()
                .schema("id STRING, problem STRING, answer STRING")
                .json(session.createDataset(rows, Encoders.STRING()))
                .coalesce(1)
                .write()
                .parquet(written.toString());
        try (Stream<Path> files = Files.list(written)) {
            Path file = files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            return Files.copy(file, folder.resolve(name));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static CurateRecipe recipe(String... settings) {
        return CurateRecipe.defaults().set(List.of(settings)).bind(CurateRecipe.class);
    }

    private Manifest.Counts curate(String name, String... settings) {
        return CurateStage.run(recipe(settings), folder.resolve(name), Progress.silent(), spark);
    }

    private List<Problem> problems(String set) {
        return JsonLines.read(folder.resolve(set).resolve("train.jsonl"), Problem.class);
    }

    private List<String> rejected(String set) {
        return JsonLines.readTrees(folder.resolve(set).resolve("rejected.jsonl")).stream()
                .map(row -> row.get("place").asString() + " " + reason(row))
                .toList();
    }

    private static String reason(JsonNode row) {
        JsonNode evidence = row.get("fate").get("evidence");
        assertThat(row.get("place").asString())
                .isEqualTo(evidence.get("file").asString() + ":"
                        + evidence.get("line").asInt());
        return row.get("fate").get("reason").asString();
    }
}
