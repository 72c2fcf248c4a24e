package reason4j.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reason4j.core.episode.Verdict;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.dialect.Dialect;
import reason4j.verify.dialect.Dialects;
import reason4j.verify.math.MathPolicy;
import reason4j.verify.math.MathVerifier;
import reason4j.verify.math.ParseOutcome;
import reason4j.verify.stream.Form;
import reason4j.verify.stream.Rows;
import reason4j.verify.stream.Totals;
import reason4j.verify.stream.VerdictLines;
import reason4j.verify.stream.VerdictStream;

/// Is this answer right? For one pair, for a file of pairs, or, with `--parse`, what a string is understood as.
@Command(
        name = "verify",
        description = {
            "Say whether an answer is right, and why.",
            "  reason4j verify --gold '\\frac12' --answer '0.5' --explain",
            "  reason4j verify --input pairs.jsonl --output verdicts.jsonl",
            "  reason4j verify --parse '\\frac{x+1}{2}'"
        })
final class VerifyCommand implements Callable<Integer> {

    @Option(names = "--gold", description = "The right answer.")
    private @Nullable String gold;

    @Option(names = "--answer", description = "The answer to judge, or with --form response a whole response.")
    private @Nullable String answer;

    @Option(
            names = "--form",
            description = "What is judged: bare (an answer; the default for --answer) or response (the answer is taken"
                    + " out of it; the default for --input).")
    private @Nullable String form;

    @Option(names = "--explain", description = "Show extraction, normal forms and the step at which the sides part.")
    private boolean explain;

    @Option(
            names = "--dialect",
            description = "Say what another grader would: math-verify, hendrycks, prm800k, dapo, gsm8k.")
    private @Nullable String dialect;

    @Option(names = "--parse", description = "Show how a string is understood, or where it cannot be.")
    private @Nullable String parse;

    @Option(
            names = "--input",
            description = "JSON lines with gold and prediction or response, and optionally form and config; - is"
                    + " standard input.")
    private @Nullable String input;

    @Option(names = "--output", description = "Where the lines with verdicts go; standard output if not given.")
    private @Nullable Path output;

    @Option(names = "--threads", description = "How many work at once; all cores if not given.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        if (parse != null) {
            return parse(parse);
        }
        if (input != null) {
            return stream(input);
        }
        if (gold != null && answer != null) {
            return pair(gold, answer);
        }
        throw UserException.usage("verify needs --gold with --answer, or --input, or --parse\n"
                + "  try: reason4j verify --gold '\\frac12' --answer '0.5'");
    }

    private static int parse(String text) {
        switch (MathVerifier.parse(text)) {
            case ParseOutcome.Tree tree -> System.out.println(tree.tree());
            case ParseOutcome.Failure failure -> {
                System.out.println("error at position " + failure.position() + ": " + failure.message());
                System.out.println("  " + text);
                System.out.println("  " + " ".repeat(Math.max(0, failure.position())) + "^");
                return UserException.DATA;
            }
        }
        return 0;
    }

    private int pair(String right, String given) {
        Form stated = form(Form.BARE);
        Dialect other = other();
        MathVerifier verifier = MathVerifier.strict();
        AnswerKey key = new AnswerKey.MathAnswer(right);
        Verdict verdict = switch (stated) {
            case BARE -> other == null ? verifier.bare(right, given) : other.bare(key, given);
            case RESPONSE -> other == null ? verifier.verify(right, given) : other.verify(key, given);
        };
        System.out.printf(
                Locale.ROOT,
                "%s (%s, %.2f ms): %s%n",
                verdict.outcome().name().toLowerCase(Locale.ROOT),
                verdict.rule(),
                verdict.millis(),
                verdict.because());
        if (explain && other == null) {
            System.out.println(
                    stated == Form.BARE ? verifier.explainBare(right, given) : verifier.explain(right, given));
        }
        return 0;
    }

    private int stream(String source) throws IOException {
        if (threads < 1) {
            throw UserException.usage("--threads must be at least 1, is " + threads);
        }
        Rows rows = new Rows(MathPolicy.strict(), other(), form(Form.RESPONSE));
        VerdictStream verdicts = new VerdictStream(new VerdictLines(rows), threads, progress());
        long start = System.nanoTime();
        Totals[] totals = new Totals[1];
        try (InputStream in = open(source)) {
            WholeFiles.Writing writing = out -> totals[0] = verdicts.run(in, out);
            if (output == null) {
                OutputStream out = System.out;
                writing.to(out);
            } else {
                WholeFiles.write(output, writing);
            }
        }
        System.err.println((onTerminal() ? "\r" : "") + totals[0].line((System.nanoTime() - start) / 1e9));
        return 0;
    }

    private static InputStream open(String source) throws IOException {
        if (source.equals("-")) {
            return System.in;
        }
        Path file = Path.of(source);
        if (!Files.isRegularFile(file)) {
            throw UserException.data(file + ": no such file\n  give the path of a file with one JSON object a line");
        }
        return Files.newInputStream(file);
    }

    private static Consumer<Totals> progress() {
        if (!onTerminal()) {
            return _ -> {};
        }
        long[] last = {System.nanoTime()};
        return totals -> {
            long now = System.nanoTime();
            if (now - last[0] > 200_000_000L) {
                last[0] = now;
                System.err.printf(Locale.ROOT, "\r%,d verdicts, %,d correct ", totals.count(), totals.correct());
            }
        };
    }

    private static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private @Nullable Dialect other() {
        return dialect == null ? null : Dialects.named(dialect);
    }

    private Form form(Form otherwise) {
        if (form == null) {
            return otherwise;
        }
        Form named = Form.named(form);
        if (named == null) {
            throw UserException.usage("--form must be bare or response, is '" + form + "'");
        }
        return named;
    }
}
