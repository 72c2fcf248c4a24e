package reason4j.curate.text;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Drawings in a question, as programs: no part of its text, but their numbers may be its data.
public final class Drawings {

    private static final Pattern DRAWING = Pattern.compile(
            "\\[asy].*?(\\[/asy]|$)|\\\\begin\\{(asy|tikzpicture|figure)}.*?(\\\\end\\{\\2}|$)|<asy>.*?(</asy>|$)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    private Drawings() {}

    static String without(String text) {
        return has(text) ? DRAWING.matcher(text).replaceAll(" ") : text;
    }

    /// The numbers in the drawings, with their multiplicity; none if there is no drawing.
    public static Map<String, Integer> numbers(String text) {
        Map<String, Integer> numbers = new TreeMap<>();
        if (has(text)) {
            Matcher drawings = DRAWING.matcher(text);
            while (drawings.find()) {
                NUMBER.matcher(drawings.group()).results().forEach(n -> numbers.merge(n.group(), 1, Integer::sum));
            }
        }
        return numbers;
    }

    /// Whether a text has, or is cut off within, a drawing.
    public static boolean in(String text) {
        return text.contains("asy]") || has(text) && DRAWING.matcher(text).find();
    }

    private static boolean has(String text) {
        return text.indexOf("asy") >= 0 || text.indexOf("ASY") >= 0 || text.contains("\\begin{");
    }
}
