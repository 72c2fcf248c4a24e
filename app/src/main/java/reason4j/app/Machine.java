package reason4j.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// What machine this is.
final class Machine {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final long GIB = 1L << 30;

    private Machine() {}

    /// One line for a report: processor, cores, memory, JVM.
    static String description() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GiB, JDK %s",
                line(CPU, "model name"),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes() / GIB,
                Runtime.version());
    }

    static String processor() {
        return line(CPU, "model name");
    }

    /// Features of the processor, such as `avx2`, between spaces.
    static String features() {
        return " " + line(CPU, "flags") + " ";
    }

    /// Bytes of memory; the largest number where nobody says.
    static long memoryBytes() {
        String kilobytes = line(MEMORY, "MemTotal").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? Long.MAX_VALUE : Long.parseLong(kilobytes) * 1024;
    }

    /// Bytes of memory that could be taken without pushing others out; the largest number where nobody says.
    static long availableBytes() {
        String kilobytes = line(MEMORY, "MemAvailable").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? Long.MAX_VALUE : Long.parseLong(kilobytes) * 1024;
    }

    /// The most memory that this process has had at a time; 0 where nobody says.
    static long peakBytes() {
        String kilobytes = line(PROCESS, "VmHWM").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * 1024;
    }

    private static String line(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(l -> l.startsWith(key))
                    .findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
