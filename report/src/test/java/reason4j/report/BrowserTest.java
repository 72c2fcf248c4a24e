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
    void thePageIsDrawnAndCanBeUsed(@TempDir Path root) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
        FixtureRun.write(root);
        Path page = root.resolve("report.html");
        Report.write(root, page);
        Files.writeString(page, Files.readString(page).replace("</body>", USE + "</body>"));
        String drawn = draw(root);
        assertThat(count(drawn, "<figure class=\"chart\">")).isEqualTo(23);
        assertThat(drawn).contains("aria-label=\"reward: ", "class=\"band\"", "rlvr: 0 of 100 problems never right");
        assertThat(drawn).doesNotContain("NaN", "undefined", "Infinity", "[object");
        assertThat(drawn)
                .contains("data-first=\"groups 1–2 of 96\"", "data-episodes=\"", "data-models=\"3\"")
                .contains("data-steps=\"step 59,step 59\"", "data-outcomes=\"wrong\"", "data-none=\"none fits\"")
                .contains("data-worse=\"problem 1 of ", "data-theme=\"")
                .containsPattern("data-reading=\"[0-9.]+ at 58\"");
    }

    /// Uses the page as a person would, and leaves what it saw on the root element.
    private static final String USE = """
            <script>
            const saw = document.documentElement.dataset;
            const all = (selector) => [...document.querySelectorAll(selector)];
            const set = (input, value, event) => { input.value = value; input.dispatchEvent(new Event(event)); };
            saw.first = all('#episodes .pager span')[0].textContent;
            saw.episodes = all('#episodes .episode .think').length;
            saw.models = all('.model').length;
            const [step, outcome] = all('#episodes select');
            set(step, '59', 'change');
            saw.steps = all('#episodes .step').map(s => s.textContent).join();
            set(outcome, 'wrong', 'change');
            saw.outcomes = [...new Set(all('#episodes .episode').map(e => e.className.split(' ')[1]))].join();
            set(all('#episodes input[type=number]')[0], '0.9', 'input');
            saw.none = all('#episodes .pager span')[0].textContent;
            set(all('#answers select')[0], 'down', 'change');
            saw.worse = all('#answers .pager span')[0].textContent;
            all('.chart svg')[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}));
            saw.reading = all('.reading')[0].textContent;
            document.getElementById('theme').click();
            </script>
            """;

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
        if (!browser.waitFor(120, TimeUnit.SECONDS)) {
            browser.destroyForcibly();
        }
        String page = Files.readString(root.resolve("drawn.html"), StandardCharsets.UTF_8);
        return page.substring(0, page.indexOf("<script type=\"application/json\""));
    }
}
