package reason4j.app;

import java.io.BufferedOutputStream;
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
import reason4j.core.run.Interruption;
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
        mixinStandardHelpOptions = true,
        description = {
            "Say whether an answer is right, and why.",
            "  reason4j verify --gold '\\frac12' --answer '0.5' --explain",
            "  reason4j verify --input pairs.jsonl --output verdicts.jsonl",
            "  reason4j verify --parse '\\frac{x+1}{2}'",
            "The exit code is 0 whatever the verdict is; 2 when the options are not understood, 3 when the input cannot"
                    + " be read or the string of --parse is no mathematics, 4 when the verdicts cannot be written."
        })
final class VerifyCommand implements Callable<Integer> {

    /// How many characters on each side of an error are shown.
    private static final int SHOWN = 40;

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
                System.out.println(pointed(text, failure.position()));
                return UserException.DATA;
            }
        }
        return 0;
    }

    /// What stands around a position, in one line, and a mark below it.
    private static String pointed(String text, int position) {
        int at = Math.clamp(position, 0, text.length());
        int from = Math.max(0, at - SHOWN);
        int to = Math.min(text.length(), at + SHOWN);
        String before = (from > 0 ? "…" : "") + text.substring(from, at).replaceAll("\\s", " ");
        String after = text.substring(at, to).replaceAll("\\s", " ") + (to < text.length() ? "…" : "");
        return "  " + before + after + "\n  " + " ".repeat(before.length()) + "^";
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
        long start = System.nanoTime();
        Totals[] totals = new Totals[1];
        // who waits for lines from a pipe or a person cannot be asked to end well, and just ends
        try (Interruption interruption = Files.isRegularFile(Path.of(source)) ? Interruption.listen("\n") : null;
                InputStream in = open(source)) {
            VerdictStream verdicts = new VerdictStream(new VerdictLines(rows), threads, progress(interruption));
            write(out -> totals[0] = verdicts.run(in, out));
        }
        System.err.println((onTerminal() ? "\r" : "") + totals[0].line((System.nanoTime() - start) / 1e9));
        return 0;
    }

    private static InputStream open(String source) throws IOException {
        if (source.equals("-")) {
            return System.in;
        }
        Path file = Path.of(source);
        if (!Files.exists(file) || Files.isDirectory(file)) {
            throw UserException.data(file + (Files.exists(file) ? ": a directory" : ": no such file")
                    + "\n  give the path of a file with one JSON object a line");
        }
        return Files.newInputStream(file);
    }

    /// To a file whole or not at all; to standard output, pipes and devices as it comes.
    private void write(WholeFiles.Writing writing) {
        try {
            if (output != null && (!Files.exists(output) || Files.isRegularFile(output))) {
                WholeFiles.write(output, writing);
                return;
            }
            try (OutputStream file = output == null ? new StandardOutput() : Files.newOutputStream(output);
                    OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
                writing.to(out);
            }
        } catch (IOException e) {
            throw unwritable(e);
        } catch (UserException e) {
            throw e.getCause() instanceof IOException cause && e.exitCode() == UserException.MACHINE
                    ? unwritable(cause)
                    : e;
        }
    }

    /// Standard output that says when nobody reads it any more, which a print stream keeps to itself.
    private static final class StandardOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            System.out.write(bytes, offset, length);
            if (System.out.checkError()) {
                throw new IOException("nobody reads it any more");
            }
        }
    }

    private UserException unwritable(IOException cause) {
        String where = output == null ? "standard output" : output.toString();
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return UserException.machine(
                "the verdicts cannot be written to " + where + ": " + why
                        + "\n  make room, or give another place with --output",
                cause);
    }

    /// Shows the totals so far on a terminal, and ends the work when somebody asks to stop.
    private Consumer<Totals> progress(@Nullable Interruption interruption) {
        boolean shown = onTerminal();
        long[] last = {System.nanoTime()};
        return totals -> {
            if (interruption != null && interruption.requested()) {
                String where = output == null ? "" : "; they are in " + output + ".part";
                throw interruption.stopped(
                        String.format(Locale.ROOT, "stopped after %,d verdicts%s", totals.count(), where));
            }
            long now = System.nanoTime();
            if (shown && now - last[0] > 200_000_000L) {
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
