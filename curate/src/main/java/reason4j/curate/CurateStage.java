package reason4j.curate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.core.run.Interruption;
import reason4j.core.run.Progress;
import reason4j.core.run.Seed;
import reason4j.curate.decontaminate.Background;
import reason4j.curate.decontaminate.Reference;
import reason4j.curate.decontaminate.Rule;
import reason4j.curate.decontaminate.Rules;
import reason4j.curate.dedup.Buckets;
import reason4j.curate.dedup.NearDuplicates;
import reason4j.curate.dedup.Pairs;
import reason4j.curate.embed.Embedder;
import reason4j.curate.source.Input;
import reason4j.curate.source.Slice;
import reason4j.curate.text.WordCounts;
import scala.Tuple2;

/// The stage, top to bottom: collect, clean, decontaminate, deduplicate, verify, select, split, write. Texts stay in
/// their files: tasks read each slice twice, once to examine it and once to write it, and what the steps between them
/// need are hashes.
public final class CurateStage {

    /// How many steps the progress counts.
    public static final int STEPS = 6;

    /// What a task holds in memory grows with its slice.
    private static final long MOST_SLICE_BYTES = 32 << 20;

    /// How many tasks share the keys of copies: each sends each a packet.
    private static final int MOST_BUCKET_TASKS = 128;

    private static final int ROWS_A_BUCKET_TASK = 25_000;

    private final CurateRecipe recipe;
    private final Progress progress;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private long begun = System.nanoTime();

    private CurateStage(CurateRecipe recipe, Progress progress) {
        this.recipe = recipe;
        this.progress = progress;
    }

    /// Curates into a directory, whole or not at all.
    ///
    /// @param out the set's directory; replaced if it is a set already
    /// @return the counts of the manifest
    /// @throws UserException if an input is missing, or the disk is full
    public static Manifest.Counts run(CurateRecipe recipe, Path out, Progress progress) {
        refuseForeign(out);
        Intake.refuseMissing(recipe);
        String stopped = "curate: stopped; nothing was written to " + out;
        Path local = Cluster.localFolder();
        try (Interruption interruption = Interruption.listen("\n")) {
            interruption.endsAtOnce(stopped, () -> WholeFiles.clearTree(local));
            try (JavaSparkContext spark = Cluster.start(recipe.spark(), recipe.embeds(), local)) {
                interruption.interruptsThisThread();
                return run(recipe, out, progress, spark);
            } catch (Exception | LinkageError e) { // Spark throws checked exceptions that it does not declare
                if (interruption.requested()) {
                    WholeFiles.clearAway(out);
                    throw interruption.stopped(stopped);
                }
                throw Failures.of(e, out);
            } finally {
                WholeFiles.clearTree(local);
            }
        }
    }

    static Manifest.Counts run(CurateRecipe recipe, Path out, Progress progress, JavaSparkContext spark) {
        refuseForeign(out);
        return timed(recipe, out, progress, spark).manifest().counts();
    }

    /// What came out, and how long each step took, in the order of the steps.
    record Timed(Manifest manifest, Map<String, Long> nanos) {}

    static Timed timed(CurateRecipe recipe, Path out, Progress progress, JavaSparkContext spark) {
        Manifest[] manifest = new Manifest[1];
        CurateStage stage = new CurateStage(recipe, progress);
        try {
            WholeFiles.directory(out, directory -> manifest[0] = stage.fill(spark, directory));
        } catch (Exception e) {
            throw Failures.of(e, out);
        }
        return new Timed(manifest[0], stage.nanos);
    }

    private Manifest fill(JavaSparkContext spark, Path directory) throws IOException {
        Intake intake = Intake.of(recipe, directory.resolve("raw"), sliceBytes(spark), spark);
        done(1, "collect", intake.rows() + " rows");
        Reading reading = new Reading(intake.inputs(), recipe);
        JavaRDD<Slice> slices = spark.parallelize(intake.slices(), tasks(intake, spark));
        RowVectors vectors =
                recipe.embeds() ? RowVectors.of(slices, reading, recipe, intake.rows()) : RowVectors.none();
        Broadcast<Rule> rule = spark.broadcast(rule(intake, reading, slices, directory, spark));
        done(1, "words", intake.rows() + " rows");
        Examination examination = new Examination(reading, recipe, rule);
        JavaRDD<Block> blocks = slices.map(examination::block).persist(StorageLevel.MEMORY_AND_DISK());
        List<Block> light = blocks.map(Block::light).collect();
        Facts facts = Facts.of(
                intake.rows(), light, intake.slices().stream().map(Slice::input).toList());
        done(2, "examine", "examined");

        Fates fates = new Fates(facts.rows());
        facts.cleanFates.forEach(fates::dropAs);
        facts.hits.forEach((row, hit) -> fates.drop(row, "contaminated", hit.reason(), hit.evidence()));
        Overlap overlap = Overlap.none(intake.inputs());
        deduplicate(blocks, facts, fates, overlap);
        blocks.unpersist(false);
        List<Boolean> heldout = intake.inputs().stream().map(Input::heldout).toList();
        new Likenesses(facts, fates, recipe.deduplicate(), heldout).drop(slices, reading, vectors);
        done(3, "deduplicate", "deduplicated");
        uniqueIds(facts, fates, intake.inputs());
        verify(facts, fates);
        Grading.grade(facts, fates, recipe.difficulty());
        Selection.select(facts, fates, recipe.select(), heldout, new Seed(recipe.seed()));
        Splitting.split(facts, fates, recipe.split(), heldout, new Seed(recipe.seed()));
        done(4, "decide", fates.kept() + " rows kept");

        Tally tally = write(spark, reading, intake, fates, directory);
        done(5, "write", "written");
        intake.refuseChanged();
        Manifest manifest = Manifest.of(recipe, intake, fates, traces(facts), directory);
        Map<String, Integer> benchmarks = new TreeMap<>();
        facts.hits.values().forEach(hit -> benchmarks.merge(hit.benchmark(), 1, Integer::sum));
        Card.write(manifest, tally, intake.inputs(), overlap, benchmarks, directory);
        WholeFiles.write(directory.resolve("manifest.json"), manifest.json());
        done(
                STEPS,
                "manifest",
                manifest.counts().train() + " train, " + manifest.counts().heldout() + " held out");
        return manifest;
    }

    private void done(int number, String step, String what) {
        long now = System.nanoTime();
        nanos.put(step, now - begun);
        begun = now;
        progress.at(number, what);
    }

    private Rule rule(Intake intake, Reading reading, JavaRDD<Slice> slices, Path directory, JavaSparkContext spark) {
        List<Reference> references = Benchmarks.of(recipe, intake.inputs(), directory.resolve("raw"), spark);
        CurateRecipe.Decontaminate settings = recipe.decontaminate();
        Rule rule = settings.rule().equals(Rules.EMBEDDING)
                ? Rules.byEmbedding(references, new Embedder(recipe.embedding().cache()), settings.cosine())
                : byText(reading, slices, references, spark);
        return settings.translations() > 0 ? Rules.withTranslations(rule, references, settings.translations()) : rule;
    }

    private Rule byText(Reading reading, JavaRDD<Slice> slices, List<Reference> references, JavaSparkContext spark) {
        String name = recipe.decontaminate().rule();
        if (references.isEmpty() || !Rules.weighs(name)) {
            return Rules.named(name, references);
        }
        Broadcast<Background> background = spark.broadcast(new Background(references));
        WordCounts words =
                slices.map(slice -> reading.words(slice, background.value())).reduce(WordCounts::plus);
        return Rules.named(name, references, words);
    }

    private void deduplicate(JavaRDD<Block> blocks, Facts facts, Fates fates, Overlap overlap) {
        int tasks = Math.clamp(facts.rows() / ROWS_A_BUCKET_TASK, 2, MOST_BUCKET_TASKS);
        long[] exact = recipe.deduplicate().exact().equals("none")
                ? new long[0]
                : Buckets.pairs(blocks.map(b -> new Buckets.Keys(b.first(), 1, b.exact())), tasks);
        Duplicates duplicates =
                new Duplicates(facts, fates, recipe.deduplicate().conflict().equals("majority"), overlap);
        duplicates.conflicts(exact);
        int[][] shingles = new int[facts.rows()][];
        long[] near = new long[0];
        if (recipe.deduplicate().near()) {
            long[] candidates = LongStream.of(Buckets.pairs(blocks.map(Block::bandKeys), tasks))
                    .filter(p -> facts.numbers[Pairs.lesser(p)] == facts.numbers[Pairs.greater(p)])
                    .toArray();
            fetch(blocks, candidates, shingles);
            near = NearDuplicates.verified(
                    candidates, shingles, recipe.deduplicate().threshold());
        }
        duplicates.copies(exact, near, shingles);
    }

    /// The shingles of the rows that are in a candidate pair.
    private static void fetch(JavaRDD<Block> blocks, long[] candidates, int[][] into) {
        int[] rows = LongStream.of(candidates)
                .flatMap(p -> LongStream.of(Pairs.lesser(p), Pairs.greater(p)))
                .mapToInt(r -> (int) r)
                .sorted()
                .distinct()
                .toArray();
        for (Block.Shingled some : blocks.map(b -> b.shingled(rows)).collect()) {
            for (int i = 0; i < some.rows().length; i++) {
                into[some.rows()[i]] = some.shingles()[i];
            }
        }
    }

    /// An id names one row of a set; a benchmark may use the ids of the pool.
    private static void uniqueIds(Facts facts, Fates fates, List<Input> inputs) {
        Set<String> pool = new HashSet<>();
        Set<String> heldout = new HashSet<>();
        for (int row = 0; row < facts.rows(); row++) {
            Set<String> used = inputs.get(facts.input[row]).heldout() ? heldout : pool;
            if (fates.kept(row) && !used.add(facts.ids[row])) {
                fates.drop(row, "clean", "id used before", Map.of("id", facts.ids[row]));
            }
        }
    }

    private void verify(Facts facts, Fates fates) {
        if (recipe.verify().requireTraces()) {
            IntStream.range(0, facts.rows())
                    .filter(row -> facts.readable[row] && !facts.traced[row])
                    .forEach(row -> fates.drop(row, "verify", "no right trace", evidence(facts, row)));
        }
        if (recipe.verify().keys()) {
            IntStream.range(0, facts.rows())
                    .filter(row -> !facts.readable[row])
                    .forEach(row -> fates.drop(
                            row, "verify", "answer key cannot be read", Map.of("answer", facts.answers[row])));
        }
    }

    private static Map<String, Object> evidence(Facts facts, int row) {
        Map<String, Integer> dropped = facts.droppedTraces.get(row);
        return dropped == null ? Map.of("traces", 0) : new TreeMap<>(dropped);
    }

    private Manifest.@Nullable TraceCounts traces(Facts facts) {
        if (!recipe.verify().traces()) {
            return null;
        }
        Map<String, Integer> dropped = new TreeMap<>();
        facts.droppedTraces
                .values()
                .forEach(some -> some.forEach((reason, n) -> dropped.merge(reason, n, Integer::sum)));
        return new Manifest.TraceCounts(facts.traces, dropped);
    }

    private Tally write(JavaSparkContext spark, Reading reading, Intake intake, Fates fates, Path directory)
            throws IOException {
        Path parts = Files.createDirectory(directory.resolve("parts"));
        String folder = parts.toAbsolutePath().toString();
        List<Tuple2<Slice, Outputs.Decisions>> work = new ArrayList<>();
        intake.slices().forEach(s -> work.add(new Tuple2<>(s, fates.of((int) s.first(), s.rows()))));
        Tally tally = spark.parallelize(work, tasks(intake, spark))
                .map(w -> Outputs.write(reading, w._1(), w._2(), Path.of(folder)))
                .reduce(Tally::plus);
        Outputs.join(intake.slices(), parts, directory);
        WholeFiles.deleteTree(parts);
        Path raw = directory.resolve("raw");
        WholeFiles.deleteTree(raw.resolve(Intake.TRANSCRIBED));
        if (Files.exists(raw) && raw.toFile().list().length == 0) {
            Files.delete(raw);
        }
        return tally;
    }

    /// A task for each slice of a large file, and one for many small files.
    private int tasks(Intake intake, JavaSparkContext spark) {
        int slices = intake.slices().size();
        long wanted = Math.max(Intake.bytes(recipe) / sliceBytes(spark), 4L * spark.defaultParallelism());
        return (int) Math.clamp(wanted, 1, slices);
    }

    private long sliceBytes(JavaSparkContext spark) {
        long chosen = recipe.spark().sliceBytes();
        long share = Intake.bytes(recipe) / (4L * spark.defaultParallelism());
        return chosen > 0 ? chosen : Math.clamp(share, 1 << 19, MOST_SLICE_BYTES);
    }

    /// A set is replaced by a set, and nothing else is.
    private static void refuseForeign(Path out) {
        if (!Files.exists(out) || Files.exists(out.resolve("manifest.json"))) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(out)) {
            @Nullable Path first = null;
            for (Path entry : entries) {
                first = entry;
            }
            if (first != null) {
                throw UserException.usage(out + ": holds "
                        + new TreeSet<>(List.of(first.getFileName().toString()))
                        + " and is no set\n  choose a new directory with --out");
            }
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(out, e);
        }
    }
}
