package reason4j.report;

import static reason4j.report.Text.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Shows the Markdown of a data card: headings, paragraphs, lists, tables, fenced blocks and `code`; anything else
/// stays as it is written. All text is escaped.
final class Markdown {

    private final List<String> lines;
    private final StringBuilder html = new StringBuilder();
    private int at;

    private Markdown(String text) {
        this.lines = text.lines().toList();
    }

    static String html(String text) {
        Markdown card = new Markdown(text);
        while (card.at < card.lines.size()) {
            card.block();
        }
        return card.html.toString();
    }

    private void block() {
        String line = lines.get(at);
        if (line.isBlank()) {
            at++;
        } else if (line.startsWith("```")) {
            at++;
            html.append("<pre>");
            take(l -> !l.startsWith("```")).forEach(l -> html.append(escape(l)).append('\n'));
            html.append("</pre>");
            at++;
        } else if (line.startsWith("#")) {
            at++;
            String title = line.replaceFirst("^#+ *", "");
            html.append("<h4>").append(inline(title)).append("</h4>");
        } else if (line.startsWith("|")) {
            table(take(l -> l.startsWith("|")));
        } else if (line.startsWith("- ") || line.startsWith("* ")) {
            html.append("<ul>");
            take(l -> l.startsWith("- ") || l.startsWith("* "))
                    .forEach(l ->
                            html.append("<li>").append(inline(l.substring(2))).append("</li>"));
            html.append("</ul>");
        } else {
            html.append("<p>")
                    .append(inline(String.join(" ", take(Markdown::isText))))
                    .append("</p>");
        }
    }

    private static boolean isText(String line) {
        return !line.isBlank() && !line.startsWith("|") && !line.startsWith("#") && !line.startsWith("```");
    }

    private List<String> take(Predicate<String> belongs) {
        List<String> taken = new ArrayList<>();
        while (at < lines.size() && belongs.test(lines.get(at))) {
            taken.add(lines.get(at++));
        }
        return taken;
    }

    private void table(List<String> rows) {
        html.append("<div class=\"scroll\"><table class=\"card\">");
        boolean[] right = alignment(rows.size() > 1 ? rows.get(1) : "");
        boolean ruled = right.length > 0;
        for (int r = 0; r < rows.size(); r++) {
            if (r != 1 || !ruled) {
                row(cells(rows.get(r)), r == 0 && ruled ? "th" : "td", right);
            }
        }
        html.append("</table></div>");
    }

    private void row(List<String> cells, String tag, boolean[] right) {
        html.append("<tr>");
        for (int c = 0; c < cells.size(); c++) {
            html.append('<').append(tag).append(c < right.length && right[c] ? " class=\"right\">" : ">");
            html.append(inline(cells.get(c).strip())).append("</").append(tag).append('>');
        }
        html.append("</tr>");
    }

    /// Which columns a ruling line puts to the right; none at all if it is no ruling line.
    private static boolean[] alignment(String line) {
        if (!line.matches("[|:\\- ]+") || !line.contains("-")) {
            return new boolean[0];
        }
        List<String> cells = cells(line);
        boolean[] right = new boolean[cells.size()];
        for (int c = 0; c < right.length; c++) {
            right[c] = cells.get(c).strip().endsWith("-:");
        }
        return right;
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.endsWith("|") && line.length() > 1 ? line.length() - 1 : line.length());
        return List.of(inner.split("(?<!\\\\)\\|", -1));
    }

    /// Odd pieces between back quotes are code.
    private static String inline(String text) {
        String[] pieces = escape(text).split("`", -1);
        StringBuilder line = new StringBuilder(pieces[0]);
        for (int i = 1; i < pieces.length; i++) {
            boolean code = i % 2 == 1 && i + 1 < pieces.length;
            line.append(code ? "<code>" : i % 2 == 0 ? "</code>" : "`").append(pieces[i]);
        }
        return line.toString();
    }
}
