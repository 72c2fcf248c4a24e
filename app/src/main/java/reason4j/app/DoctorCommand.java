package reason4j.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import reason4j.core.io.UserException;
import reason4j.learn.tensor.Device;
import reason4j.learn.tensor.PackedWeight;
import reason4j.learn.tensor.Probe;
import reason4j.learn.tensor.WantedPrecision;

/// Looks at the machine and says what to do about what is missing.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Check JDK, natives, CPU, threads, sandbox, GPU and disk; each with what to do.")
final class DoctorCommand implements Callable<Integer> {

    private static final long GIB = 1L << 30;
    private static final long LEAST_DISK = 2 * GIB;
    private static final long LEAST_MEMORY = 3 * GIB;

    private boolean healthy = true;

    @Override
    public Integer call() {
        jdk();
        natives();
        cpu();
        memory();
        sandbox();
        gpu();
        disk();
        System.out.println(healthy ? "everything that is needed is here" : "something that is needed is missing");
        return healthy ? 0 : UserException.MACHINE;
    }

    private void jdk() {
        int feature = Runtime.version().feature();
        say(feature >= 25, "JDK", Runtime.version() + " in " + System.getProperty("java.home"), "install a JDK 25");
    }

    private void natives() {
        try {
            int cores = Runtime.getRuntime().availableProcessors();
            double f32 = Probe.matmulGigaflops(false, cores);
            double bf16 = PackedWeight.works() ? Probe.matmulGigaflops(true, cores) : 0;
            say(
                    true,
                    "natives",
                    String.format(
                            Locale.ROOT,
                            "libtorch loads; matmul f32 %.0f, bf16 %.0f GFLOP/s: precision %s is faster",
                            f32,
                            bf16,
                            WantedPrecision.AUTO
                                    .resolve(cores, Device.CPU)
                                    .name()
                                    .toLowerCase(Locale.ROOT)),
                    "");
        } catch (LinkageError e) {
            say(
                    false,
                    "natives",
                    "libtorch does not load: " + e.getMessage(),
                    "needs linux-x86_64 with glibc 2.28 or newer, and room for 400 MB in ~/.javacpp/cache; for another"
                            + " platform build with -Djavacpp.platform=…");
        }
    }

    private void cpu() {
        String flags = Machine.features();
        boolean avx2 = flags.contains(" avx2 ");
        boolean bf16 = flags.contains(" avx512_bf16 ") || flags.contains(" amx_bf16 ");
        String found = (avx2 ? "AVX2 " : "")
                + (flags.contains(" avx512f ") ? "AVX-512 " : "")
                + (bf16 ? "bfloat16 " : "")
                + (flags.contains(" amx_tile ") ? "AMX" : "");
        note(
                avx2,
                "CPU",
                Machine.processor() + ": " + (found.isBlank() ? "no vector units known" : found),
                "without AVX2 everything runs, but slowly");
        int cores = Runtime.getRuntime().availableProcessors();
        note(cores >= 2, "threads", cores + " cores", "the demo takes about twice as long on one core");
    }

    private void memory() {
        long bytes = Machine.memoryBytes();
        say(bytes >= LEAST_MEMORY, "memory", bytes / GIB + " GiB", "the demo needs 3 GiB");
    }

    private void sandbox() {
        note(
                succeeds("bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"),
                "sandbox",
                "bubblewrap, for programs that a model wrote",
                "install bubblewrap to verify code; math needs none");
    }

    private void gpu() {
        boolean seen = Files.exists(Path.of("/proc/driver/nvidia/version"));
        boolean used;
        try {
            used = Probe.cuda();
        } catch (LinkageError e) {
            used = false;
        }
        note(
                used || !seen,
                "GPU",
                used
                        ? "CUDA is there: model.device or --device cuda:0 uses it"
                        : seen ? "a GPU is there, but this build does not use it" : "none; the CPU is used",
                "build with -Pcuda");
    }

    private void disk() {
        try {
            FileStore store = Files.getFileStore(Path.of("").toAbsolutePath());
            long free = store.getUsableSpace();
            say(
                    free >= LEAST_DISK && Files.isWritable(Path.of("").toAbsolutePath()),
                    "disk",
                    free / GIB + " GiB free here",
                    "the demo needs 1 GiB in a folder that can be written; choose one with --out");
        } catch (IOException e) {
            say(false, "disk", "cannot be read: " + e.getMessage(), "run from a folder that exists");
        }
    }

    private void say(boolean good, String what, String found, String remedy) {
        healthy &= good;
        System.out.printf(Locale.ROOT, "%-4s %-8s %s%n", good ? "ok" : "BAD", what, found);
        if (!good) {
            System.out.println("              → " + remedy);
        }
    }

    // what is not needed by everybody
    private static void note(boolean good, String what, String found, String remedy) {
        System.out.printf(Locale.ROOT, "%-4s %-8s %s%n", good ? "ok" : "note", what, found);
        if (!good) {
            System.out.println("              → " + remedy);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
