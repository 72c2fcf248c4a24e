package reason4j.curate.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Formulas on pages and in documents: MathML, pictures with the formula as their alternative text, and the marks that
/// lightweight markup puts before a formula. Pictures of figures are taken out.
final class Elements {

    private static final Pattern MATH_ML = Pattern.compile("<(/?)(m[a-z]+|semantics)\\b[^<>]*?(/?)>");
    private static final Pattern ANNOTATION =
            Pattern.compile("<annotation(-xml)?\\b[^<>]*>.*?</annotation(-xml)?>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTES = Pattern.compile("(?:[^>\"']|\"[^\"]*\"|'[^']*')*");
    private static final Pattern FORMULA_PICTURE = Pattern.compile(
            "<img\\b" + ATTRIBUTES + "\\balt\\s*=\\s*(?:\"([^\"]*[$\\\\][^\"]*)\"|'([^']*[$\\\\][^']*)')" + ATTRIBUTES
                    + ">",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PICTURE = Pattern.compile(
            "!\\[[^\\]\\n]{0,200}]\\([^()\\s]+\\)|\\\\includegraphics\\s*(\\[[^\\]]*])?\\s*\\{[^{}]*}"
                    + "|\\[(?:Figure|Fig\\.|Image|Picture|Diagram|Drawing)\\b[^\\]\\n]{0,120}]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MARK = Pattern.compile(":math:(?=`)|\\b(?:latexmath|asciimath|stem):(?=\\[)");

    private Elements() {}

    static String read(String text) {
        String s = text;
        if (s.indexOf('<') >= 0) {
            s = FORMULA_PICTURE
                    .matcher(s)
                    .replaceAll(
                            m -> Matcher.quoteReplacement(" " + (m.group(1) == null ? m.group(2) : m.group(1)) + " "));
            s = s.contains("<math") ? mathMl(s) : s;
        }
        if (s.contains("![") || s.contains("\\include") || s.contains("[Fig") || s.contains("[Image")) {
            s = PICTURE.matcher(s).replaceAll(" ");
        }
        return s.contains("math:") || s.contains("stem:") ? MARK.matcher(s).replaceAll(" ") : s;
    }

    /// Elements become spaces, a fraction's parts get a stroke between them, a root its sign.
    private static String mathMl(String text) {
        Matcher tags = MATH_ML.matcher(ANNOTATION.matcher(text).replaceAll(" "));
        StringBuilder out = new StringBuilder();
        Deque<Element> open = new ArrayDeque<>();
        while (tags.find()) {
            String name = tags.group(2);
            String sign = " ";
            if (tags.group(1).isEmpty()) {
                sign = name.equals("msqrt") || name.equals("mroot") ? " √ " : " ";
                open.push(new Element(name));
            }
            boolean closes = !tags.group(1).isEmpty() || !tags.group(3).isEmpty();
            if (closes && closed(open, name)) {
                sign = " / ";
            }
            tags.appendReplacement(out, sign);
        }
        return tags.appendTail(out).toString();
    }

    /// Closes an element, and says whether it was a numerator.
    private static boolean closed(Deque<Element> open, String name) {
        if (open.stream().noneMatch(e -> e.name.equals(name))) {
            return false;
        }
        while (!open.pop().name.equals(name)) {
            // one that was not closed
        }
        Element around = open.peek();
        return around != null && around.name.equals("mfrac") && around.parts++ == 0;
    }

    private static final class Element {
        private final String name;
        private int parts;

        private Element(String name) {
            this.name = name;
        }
    }
}
