package reason4j.core.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Says on standard error where a stage is and how long it will take: one line that rewrites itself on a terminal, a
/// line every few seconds elsewhere.
public final class Progress {

    private static final long EVERY_NANOS_TERMINAL = 200_000_000L;
    private static final long EVERY_NANOS_FILE = 15_000_000_000L;

    private final String stage;
    private final long total;
    private final long first;
    private final PrintStream out;
    private final boolean terminal;
    private final long begun;
    private long shown;

    private Progress(String stage, long first, long total, PrintStream out, boolean terminal) {
        this.stage = stage;
        this.first = first;
        this.total = total;
        this.out = out;
        this.terminal = terminal;
        this.begun = System.nanoTime();
        this.shown = begun - EVERY_NANOS_FILE;
    }

    /// @param first what was done before, for a resumed stage
    /// @param total what there is to do, in the stage's own unit
    public static Progress of(String stage, long first, long total) {
        return new Progress(stage, first, total, System.err, isTerminal());
    }

    /// A progress that says nothing, for tests and libraries.
    public static Progress silent() {
        return new Progress(
                "",
                0,
                0,
                new PrintStream(
                        java.io.OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8),
                false);
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /// @param done how much is done in all
    /// @param what a few words on the current state, such as `reward 0.61`
    public void at(long done, String what) {
        long now = System.nanoTime();
        boolean last = done >= total;
        if (!last && now - shown < (terminal ? EVERY_NANOS_TERMINAL : EVERY_NANOS_FILE)) {
            return;
        }
        shown = now;
        double elapsed = (now - begun) / 1e9;
        long here = done - first;
        String left = here <= 0 || last ? "" : ", " + duration(elapsed / here * (total - done)) + " left";
        String line =
                String.format(Locale.ROOT, "%-8s %d/%d  %s  %s%s", stage, done, total, what, duration(elapsed), left);
        out.print(terminal ? "\r\u001b[K" + line + (last ? "\n" : "") : line + "\n");
        out.flush();
    }

    /// Seconds for people: `7 s`, `3 min 20 s`, `2 h 05 min`.
    public static String duration(double seconds) {
        Duration d = Duration.ofSeconds(Math.round(seconds));
        if (d.toHours() > 0) {
            return String.format(Locale.ROOT, "%d h %02d min", d.toHours(), d.toMinutesPart());
        }
        return d.toMinutes() > 0 ? d.toMinutes() + " min " + d.toSecondsPart() + " s" : d.toSeconds() + " s";
    }
}
