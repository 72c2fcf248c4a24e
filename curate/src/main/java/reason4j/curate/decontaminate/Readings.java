package reason4j.curate.decontaminate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reason4j.curate.text.Drawings;

/// Other texts that a row may be read as, where the whole is no problem of a benchmark: each of the problems of a
/// sheet,
/// what stands before a solution, a talk without its replies, decimal commas as points, and formulas once that a page
/// has shown and written beside each other.
final class Readings {

    private static final Pattern NUMBERED = Pattern.compile(
            "(?m)^[ \\t#*]*(?:(?:Problem|Question|Exercise|Task)\\s+\\d{1,3}\\b[.:)]?|\\d{1,3}[.)](?=\\s)|\\(?[a-h]\\)(?=\\s))\\**",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SOLUTION = Pattern.compile(
            "<think>|^[ \\t*#_]*(?:Solution|Answer|Step 1|Proof|Explanation|####)\\b|^####",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern REPLY = Pattern.compile(
            "(?s)(?:\\n\\s*(?:Assistant|Bot|AI)\\s*:|<\\|assistant\\|>).*?(?:\\n\\s*(?:User|Human)\\s*:|<\\|user\\|>)");
    /// Where thousands are not meant, and a short problem has nothing else by which it could be found.
    private static final Pattern COMMA = Pattern.compile("(?<=\\d),(?=(?:\\d{1,2}|\\d{4,})(?!\\d))");
    private static final int SHORT = 120;
    private static final int MOST_PIECES = 12;
    private static final int SHORTEST = 20;

    private Readings() {}

    /// None, for most rows.
    static Set<String> of(String text) {
        Set<String> readings = new LinkedHashSet<>();
        String once = Thrice.once(text);
        readings.add(once);
        if (once.contains(":") || once.contains("<|")) {
            readings.add(REPLY.matcher(once).replaceAll("\n"));
        }
        if (once.length() <= SHORT) {
            readings.add(COMMA.matcher(once).replaceAll("."));
        }
        Matcher solution = SOLUTION.matcher(once);
        String problem = solution.find() ? once.substring(0, solution.start()) : once;
        readings.add(problem);
        readings.addAll(numbered(problem));
        int paragraph = problem.strip().lastIndexOf("\n\n");
        if (paragraph > 0 && !Drawings.in(problem.strip().substring(paragraph))) {
            readings.add(problem.strip().substring(0, paragraph));
        }
        readings.removeIf(r -> r.strip().length() < SHORTEST);
        readings.remove(text);
        return readings;
    }

    private static List<String> numbered(String text) {
        List<Integer> starts =
                NUMBERED.matcher(text).results().map(m -> m.start()).toList();
        List<String> pieces = new ArrayList<>();
        if (starts.size() > MOST_PIECES || starts.isEmpty()) {
            return pieces;
        }
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            String piece = text.substring(starts.get(i), end);
            pieces.add(NUMBERED.matcher(piece).replaceFirst(""));
        }
        return pieces;
    }
}
