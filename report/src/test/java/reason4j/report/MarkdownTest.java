package reason4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "# A `b` <c>                 ~ <h4>A <code>b</code> &lt;c&gt;</h4>",
                "one/two//three              ~ <p>one two</p><p>three</p>",
                "- a/- b                     ~ <ul><li>a</li><li>b</li></ul>",
                "a ` b                       ~ <p>a ` b</p>",
                "`a` `b                      ~ <p><code>a</code> `b</p>",
                "```/<x>/```/y               ~ <pre>&lt;x&gt;/</pre><p>y</p>",
                "```/open                    ~ <pre>open/</pre>",
                "| a | b |/|---|--:|/| 1 | 2 | ~ <div class=\"scroll\"><table class=\"card\"><tr><th>a</th>"
                        + "<th class=\"right\">b</th></tr><tr><td>1</td><td class=\"right\">2</td></tr></table></div>",
                "| a                         ~ <div class=\"scroll\"><table class=\"card\"><tr><td>a</td></tr></table></div>",
                "|                           ~ <div class=\"scroll\"><table class=\"card\"><tr><td></td></tr></table></div>",
                "<script>alert(1)</script>   ~ <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
            })
    void shows(String markdown, String html) {
        assertThat(Markdown.html(markdown.replaceAll("(?<!<)/", "\n")))
                .isEqualTo(html.replaceAll("(?<!<)/(?=<|$)", "\n"));
    }
}
