package reason4j.curate.plot;

import java.util.Locale;

/// A picture under construction: shapes are appended, colours come from classes that follow the reader's light or dark
/// page.
final class Svg {

    private static final String STYLE = """
            <style>
            text{font:13px system-ui,'Segoe UI','DejaVu Sans',sans-serif;fill:#24292f}
            .title{font-size:15px;font-weight:600}.quiet{fill:#6e7781;font-size:12px}.end{text-anchor:end}
            .middle{text-anchor:middle}.grid{stroke:#d0d7de;stroke-width:1}.s0{fill:#3b73b9}.s1{fill:#e39b3b}
            .s2{fill:#c3c9d0}.s3{fill:#c65b5b}.edge{fill:none;stroke:#8c959f;stroke-width:1.4}
            .seen{stroke:#3b73b9}.box{fill:#eef3fa;stroke:#9db8dc}.own{fill:#3b73b9;stroke:#3b73b9}.inside{fill:#fff}
            .arrow{fill:#8c959f}.halo{stroke:#fff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
            @media (prefers-color-scheme:dark){text{fill:#e6edf3}.quiet{fill:#9198a1}.grid{stroke:#3d444d}
            .s0{fill:#6ea3e0}.s1{fill:#e8b15f}.s2{fill:#656c76}.s3{fill:#d97b7b}.edge{stroke:#7d8590}
            .seen{stroke:#6ea3e0}.box{fill:#1c2a3d;stroke:#41618c}.own{fill:#3b73b9;stroke:#6ea3e0}
            .inside{fill:#fff}.arrow{fill:#7d8590}.halo{stroke:#0d1117}}
            </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final int width;

    Svg(int width) {
        this.width = width;
    }

    Svg rect(String style, double x, double y, double w, double h) {
        return add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                style, x, y, w, h);
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    Svg text(String style, double x, double y, String text) {
        return add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escaped(text));
    }

    /// Anything else, with its own attributes.
    Svg add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    /// The whole picture.
    String of(int height, String description) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                        width,
                        height,
                        width,
                        height)
                + "<title>" + escaped(description) + "</title>\n" + STYLE + body + "</svg>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// A label of at most so many characters.
    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /// A count for people: 1,234,567.
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
