package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.run.Progress;

/// A real master and two workers on loopback write the same bytes as one process, embeddings by the workers included.
class StandaloneClusterTest {

    private static final List<String> PROPERTIES = List.of(
            "spark.executor.extraJavaOptions",
            "spark.executor.extraClassPath",
            "spark.executor.memory",
            "spark.driver.host",
            "spark.driver.bindAddress");

    /// Five processes start on this machine at once and live for seconds.
    private static final List<String> SHORT_LIVED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        PROPERTIES.forEach(System::clearProperty);
        for (Process process : processes.reversed()) {
            process.destroy();
            process.waitFor(20, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    @BeforeEach
    void noOtherContext() {
        SharedSpark.stop();
    }

    @Test
    @Timeout(150)
    void aClusterWritesTheSameBytes() throws Exception {
        String flags = String.join(" ", flags()) + " " + String.join(" ", SHORT_LIVED);
        System.setProperty("spark.executor.extraJavaOptions", flags);
        System.setProperty("spark.executor.extraClassPath", directories());
        System.setProperty("spark.executor.memory", "512m");
        System.setProperty("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
        Path home = sparkHome();
        int port = freePort();
        String master = "spark://127.0.0.1:" + port;
        start(home, "master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port + "");
        await(port);
        for (String worker : List.of("one", "two")) {
            start(
                    home,
                    worker,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    "600m",
                    "--work-dir",
                    folder.resolve("work-" + worker).toString(),
                    master);
        }
        curate("cluster", master, 6_000);
        curate("alone", "local[1]", 1L << 30);
        for (String file : List.of("train.jsonl", "heldout.jsonl", "rejected.jsonl")) {
            assertThat(folder.resolve("cluster").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("alone").resolve(file));
        }
        assertThat(Files.readString(folder.resolve("cluster/rejected.jsonl"))).contains("near by embedding");
        assertThat(Files.list(folder.resolve("work-one")))
                .as("applications that ran on a worker")
                .isNotEmpty();
    }

    private void curate(String name, String master, long sliceBytes) {
        CurateRecipe recipe = CurateRecipe.defaults()
                .set(List.of(
                        "sources=[{source: chained-arithmetic, options: {problems: 300}}]",
                        "deduplicate.alike.cosine=0.95",
                        "deduplicate.alike.agree=none",
                        "embedding.cache=" + folder.resolve("vectors-" + name),
                        "split.key=operand-multiset",
                        "split.heldout=0.1",
                        "spark.master=" + master,
                        "spark.slice_bytes=" + sliceBytes))
                .bind(CurateRecipe.class);
        CurateStage.run(recipe, folder.resolve(name), Progress.silent());
    }

    /// A folder with the jars of the class path, which is all that Spark asks of its home.
    private Path sparkHome() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String entry : entries().filter(e -> e.endsWith(".jar")).toList()) {
            Path link = jars.resolve(Path.of(entry).getFileName());
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, Path.of(entry).toAbsolutePath());
            }
        }
        Files.writeString(folder.resolve("spark/RELEASE"), "Spark from its Maven jars\n");
        return folder.resolve("spark");
    }

    private static String directories() {
        return String.join(
                File.pathSeparator,
                entries().filter(e -> new File(e).isDirectory()).toList());
    }

    private static Stream<String> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static List<String> flags() throws IOException {
        return Files.readAllLines(Path.of("jvm.flags")).stream()
                .filter(flag -> !flag.startsWith("-X"))
                .toList();
    }

    private void start(Path home, String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(SHORT_LIVED);
        command.addAll(List.of("-Xmx256m", "-cp", home.resolve("jars") + "/*", main));
        command.addAll(List.of("--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        processes.add(builder.start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(int port) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                Thread.sleep(100);
            }
        }
    }
}
