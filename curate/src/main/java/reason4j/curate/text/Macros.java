package reason4j.curate.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Expands the macros that a LaTeX text defines for itself, and takes their definitions out.
final class Macros {

    private static final Pattern DEFINITION = Pattern.compile(
            "\\\\(?:(?:re)?newcommand\\*?|DeclareMathOperator\\*?|def)\\s*\\{?\\\\([A-Za-z]+)}?(?:\\[(\\d)])?");
    private static final int MOST_EXPANSIONS = 400;

    private Macros() {}

    /// @param arguments that it takes
    private record Macro(int arguments, String body) {}

    static String expanded(String text) {
        if (!text.contains("\\newcommand")
                && !text.contains("\\renewcommand")
                && !text.contains("\\def")
                && !text.contains("\\DeclareMath")) {
            return text;
        }
        Map<String, Macro> macros = new LinkedHashMap<>();
        Matcher definitions = DEFINITION.matcher(text);
        StringBuilder rest = new StringBuilder();
        int from = 0;
        while (definitions.find(from)) {
            int begin = definitions.end();
            int end = closing(text, begin);
            if (end < 0) {
                rest.append(text, from, begin);
                from = begin;
                continue;
            }
            String arguments = definitions.group(2);
            macros.put(
                    definitions.group(1),
                    new Macro(arguments == null ? 0 : Integer.parseInt(arguments), text.substring(begin + 1, end)));
            rest.append(text, from, definitions.start());
            from = end + 1;
        }
        return macros.isEmpty()
                ? text
                : used(rest.append(text, from, text.length()).toString(), macros);
    }

    private static String used(String text, Map<String, Macro> macros) {
        Pattern use = Pattern.compile("\\\\(" + String.join("|", macros.keySet()) + ")(?![A-Za-z])");
        String s = text;
        int from = 0;
        for (int n = 0; n < MOST_EXPANSIONS; n++) {
            Matcher uses = use.matcher(s);
            if (!uses.find(from)) {
                return s;
            }
            Macro macro = macros.get(uses.group(1));
            String expanded = macro == null ? null : expanded(s, uses.end(), macro);
            from = expanded == null ? uses.end() : uses.start();
            s = expanded == null ? s : s.substring(0, uses.start()) + expanded;
        }
        return s;
    }

    /// The body with its arguments and what follows them; null if arguments are missing.
    private static @Nullable String expanded(String text, int at, Macro macro) {
        String body = macro.body();
        int next = at;
        for (int a = 1; a <= macro.arguments(); a++) {
            int begin = next;
            while (begin < text.length() && text.charAt(begin) == ' ') {
                begin++;
            }
            int end = closing(text, begin);
            if (begin >= text.length()) {
                return null;
            }
            boolean group = end >= 0; // or a single sign
            body = body.replace("#" + a, group ? text.substring(begin + 1, end) : text.substring(begin, begin + 1));
            next = group ? end + 1 : begin + 1;
        }
        return body + text.substring(next);
    }

    /// Where the group that begins here is closed, or -1 if none begins.
    private static int closing(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (depth == 0 && c != '{') {
                return -1;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
