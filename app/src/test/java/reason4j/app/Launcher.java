package reason4j.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts `./reason4j` as a person would, from the packaged jars.
final class Launcher {

    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /// What came of it.
    record Result(int exitCode, String out, String err) {}

    private Launcher() {}

    static Result run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        Process process = start(out, err, arguments);
        if (!process.waitFor(240, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not end: " + String.join(" ", arguments) + "\n" + text(err));
        }
        return new Result(process.exitValue(), text(out), text(err));
    }

    static Process start(Path out, Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("reason4j").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // the jars were packaged by the build that runs this test
        builder.environment().put("REASON4J_BUILT", "1");
        builder.environment().put("REASON4J_JVM_FLAGS", "-XX:TieredStopAtLevel=1");
        return builder.start();
    }

    static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
