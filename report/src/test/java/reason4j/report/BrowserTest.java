package reason4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draws the page in a real browser, where Debian's Chromium is installed.
class BrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @Test
    void theScriptDrawsEverything(@TempDir Path root) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
        FixtureRun.write(root);
        Report.write(root, root.resolve("report.html"));
        String drawn = draw(root);
        assertThat(count(drawn, "<figure class=\"chart\">")).isEqualTo(22);
        assertThat(count(drawn, "<article class=\"group\">")).isEqualTo(3);
        assertThat(count(drawn, "<div class=\"model c")).isEqualTo(3);
        assertThat(drawn)
                .contains(
                        "aria-label=\"reward: ",
                        "class=\"think\"",
                        "class=\"band\"",
                        "groups 1–2 of 96",
                        "rlvr: 0 of 100 problems never right");
        assertThat(drawn).doesNotContain("NaN", "undefined", "Infinity", "[object");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String draw(Path root) throws IOException, InterruptedException {
        Process browser = new ProcessBuilder(List.of(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + root.resolve("profile"),
                        "--virtual-time-budget=3000",
                        "--dump-dom",
                        root.resolve("report.html").toUri().toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(root.resolve("drawn.html").toFile())
                .start();
        if (!browser.waitFor(60, TimeUnit.SECONDS)) {
            browser.destroyForcibly();
        }
        String page = Files.readString(root.resolve("drawn.html"), StandardCharsets.UTF_8);
        return page.substring(0, page.indexOf("<script type=\"application/json\""));
    }
}
