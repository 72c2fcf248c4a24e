package reason4j.verify.math.syntax;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// Reads what begins with a backslash: commands, texts, blanks, ends of lines, escaped signs.
final class Backslash {

    private static final Pattern ALIGNED = Pattern.compile("\\s*\\{(align|split|gather|eqnarray|multline)");

    /// The room that a line is given below it, `\\\\[2pt]`.
    private static final Pattern ROOM =
            Pattern.compile("\\[\\s*-?[0-9.]{1,8}\\s*(?:pt|em|ex|mm|cm|in|jot|\\\\jot)\\s*\\]");

    /// A set of numbers set in bold or upright, as in `k \in \mathbf{Z}`.
    private static final Pattern SET =
            Pattern.compile("\\\\(?:mathbf|mathrm|text|textbf|boldsymbol|bm)\\s*\\{\\s*[RZNQC]\\s*\\}");

    /// Words between a statement and what is said of a letter in it.
    private static final Set<String> WHERE = Set.of("where", "with", "for some", "其中");

    /// Words between a statement and the condition under which it holds.
    private static final Set<String> UNDER = Set.of("for", "if", "when");

    private static final Pattern CONDITION = Pattern.compile("\\s*\\$?\\s*[a-zA-Z]\\s*(?:\\\\(?:ge|le|ne|in)|[<>≥≤∈])");

    private final Lexer lexer;

    Backslash(Lexer lexer) {
        this.lexer = lexer;
    }

    void read() throws SyntaxError {
        int start = lexer.i;
        char c = lexer.at(lexer.i + 1);
        if (c == '\\' && Lexer.letter(lexer.at(lexer.i + 2)) && doubled()) {
            lexer.i++;
            return;
        }
        if (c == '\\') {
            lexer.i += 2;
            endLine(start);
        } else if (Lexer.letter(c)) {
            int k = lexer.i + 1;
            while (Lexer.letter(lexer.at(k))) {
                k++;
            }
            command(lexer.s.substring(lexer.i + 1, k), start);
        } else if (c == ',' || c == ';' || c == '!' || c == ':' || c == ' ' || c == '\n' || c == '>' || c == '/') {
            lexer.i += 2;
            lexer.spaced = true;
        } else if (c == '(' || c == ')' || c == '$') {
            lexer.i += 2;
            if (c == '$') {
                lexer.add(Kind.COMMAND, "dollar", start);
            }
        } else if (c == '{' || c == '}') {
            lexer.i += 2;
            lexer.depth += c == '{' ? 1 : -1;
            lexer.add(Kind.SIGN, c == '{' ? "\u0001" : "\u0002", start);
        } else if (c == '%' || c == '|' || c == '&' || c == '#' || c == '_') {
            lexer.i += 2;
            lexer.add(Kind.SIGN, String.valueOf(c == '|' ? '\u0003' : c), start);
        } else {
            throw new SyntaxError(lexer.i, "a backslash before nothing known");
        }
    }

    /// Text that was escaped once too often: `\\frac` for `\frac`.
    private boolean doubled() {
        int k = lexer.i + 2;
        while (Lexer.letter(lexer.at(k))) {
            k++;
        }
        String name = lexer.s.substring(lexer.i + 2, k);
        return name.length() > 1 && (Commands.known(name) || Commands.prefix(name) != null && name.length() > 3);
    }

    /// The end of a line; lexer.aligned lines that go on with a sign of relation are one.
    private void endLine(int start) {
        Matcher room = ROOM.matcher(lexer.s).region(lexer.i, lexer.s.length());
        lexer.i = room.lookingAt() ? room.end() : lexer.i;
        int k = lexer.i;
        while (lexer.at(k) == ' ' || lexer.at(k) == '\n' || lexer.at(k) == '&') {
            k++;
        }
        boolean goesOn = lexer.aligned
                && (lexer.at(k) == '='
                        || lexer.at(k) == '<'
                        || lexer.at(k) == '>'
                        || lexer.s.startsWith("\\approx", k));
        if (!goesOn) {
            lexer.add(Kind.COMMAND, "\\", start);
        }
    }

    private void command(String written, int start) throws SyntaxError {
        String name = Vocabulary.VARIANTS.getOrDefault(written, written);
        lexer.i = start + 1 + written.length();
        if (!Commands.known(name)) {
            String known = Commands.prefix(name);
            if (known != null) {
                command(known, start);
                return;
            }
        }
        if (name.equals("begin") || name.equals("end")) {
            lexer.aligned = name.equals("begin")
                    && ALIGNED.matcher(lexer.s)
                            .region(lexer.i, lexer.s.length())
                            .lookingAt();
        }
        boolean set = name.equals("mathbb")
                || name.equals("Bbb")
                || lexer.after("in")
                        && SET.matcher(lexer.s).region(start, lexer.s.length()).lookingAt();
        if (set) {
            blackboard(start);
        } else if (Commands.TEXTS.contains(name)) {
            text(start);
        } else if (name.equals("char")) {
            character();
        } else if (Commands.SPACES.contains(name)) {
            lexer.spaced = true;
            skipArgumentOf(name);
        } else if (Commands.SIZES.contains(name)) {
            // a point after \left or \right is a bracket that is not drawn
            lexer.i += lexer.at(lexer.i) == '.' && !Lexer.digit(lexer.at(lexer.i + 1)) ? 1 : 0;
        } else if (!Commands.FONTS.contains(name)) {
            track(name);
            lexer.add(Kind.COMMAND, name, start);
        }
    }

    private void track(String name) {
        switch (name) {
            case "lbrace", "lbrack", "lgroup", "langle" -> lexer.depth++;
            case "rbrace", "rbrack", "rgroup", "rangle" -> lexer.depth--;
            default -> {}
        }
    }

    private void skipArgumentOf(String name) throws SyntaxError {
        if (name.equals("hspace") || name.endsWith("phantom") || name.endsWith("color")) {
            argument();
        }
    }

    private void character() {
        if (lexer.at(lexer.i) == '"') {
            int k = lexer.i + 1;
            while (k < lexer.i + 7 && Character.digit(lexer.at(k), 16) >= 0) {
                k++;
            }
            String hex = lexer.s.substring(lexer.i + 1, k);
            lexer.i = k;
            // U+0190 is the open E that some writers take for epsilon.
            lexer.add(Kind.COMMAND, hex.endsWith("190") ? "epsilon" : "char" + hex, k);
        }
    }

    private @Nullable String argument() throws SyntaxError {
        int k = lexer.skip(lexer.i);
        if (lexer.at(k) != '{') {
            return null;
        }
        int level = 0;
        for (int j = k; j < lexer.s.length(); j++) {
            level += lexer.at(j) == '{' ? 1 : lexer.at(j) == '}' ? -1 : 0;
            if (level == 0) {
                lexer.i = j + 1;
                return lexer.s.substring(k + 1, j);
            }
        }
        throw new SyntaxError(k, "a brace that never closes");
    }

    private void text(int start) throws SyntaxError {
        String content = argument();
        if (content == null) {
            return;
        }
        String inner = content.strip();
        String joins = Vocabulary.conjunction(inner.replace(",", " ").strip());
        String where = inner.replace(",", " ").strip();
        boolean condition = UNDER.contains(where)
                && lexer.after()
                && CONDITION.matcher(lexer.s).region(lexer.i, lexer.s.length()).lookingAt();
        if (condition || WHERE.contains(where) && !(where.equals("for some") && argued(start))) {
            lexer.add(Kind.SIGN, ",", start);
        } else if (inner.isEmpty()) {
            lexer.spaced = true;
        } else if (inner.equals("\\$") || inner.equals("$")) {
            lexer.add(Kind.COMMAND, "dollar", start);
        } else if (inner.startsWith("\\") && Currency.of(inner.substring(1)) != null) {
            lexer.add(Kind.COMMAND, inner.substring(1), start);
        } else if (lexer.currency(inner) != null) {
            lexer.add(Kind.COMMAND, String.valueOf(lexer.currency(inner)), start);
        } else if (inner.equals("\\%") || inner.equals("%")) {
            lexer.add(Kind.SIGN, "%", start);
        } else if (inner.equals(":") || inner.equals("to") && lexer.afterNumber()) {
            lexer.add(Kind.SIGN, ":", start);
        } else if (joins != null) {
            lexer.add(Kind.COMMAND, joins, start);
        } else if (inner.equals("Re") || inner.equals("Im")) {
            lexer.add(Kind.COMMAND, inner, start);
        } else if (inner.equals("i") || inner.equals("e") || inner.equals("d")) {
            lexer.add(Kind.LETTER, inner, start);
        } else if (Vocabulary.functionWord(inner)
                && !((inner.equals("min") || inner.equals("pm")) && lexer.afterNumber())) {
            lexer.add(Kind.COMMAND, Vocabulary.PLAIN.getOrDefault(inner, inner), start);
        } else {
            lexer.add(Kind.WORD, content, start);
        }
    }

    /// Whether the letter that stands here is the argument of a function before it: `f(x) = 2x \text{ for some } x`
    /// says
    /// less than `f(x) = 2x`.
    private boolean argued(int start) {
        int k = lexer.skip(lexer.i);
        return lexer.s.substring(0, start).contains("(" + lexer.at(k) + ")");
    }

    private void blackboard(int start) throws SyntaxError {
        String content = argument();
        if (content == null && Lexer.letter(lexer.at(lexer.skip(lexer.i)))) {
            content = String.valueOf(lexer.at(lexer.skip(lexer.i)));
            lexer.i = lexer.skip(lexer.i) + 1;
        }
        String name = content == null ? "" : content.strip();
        if (name.isEmpty()) {
            throw new SyntaxError(start, "the letter of a set expected");
        }
        lexer.add(Kind.COMMAND, "set:" + name, start);
    }
}
