package reason4j.verify.math.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// Splits a string into tokens in one pass. Blanks of every kind only leave their trace in [Token#spaced].
final class Lexer {

    private final String s;
    private final Reading reading;
    private final List<Token> out = new ArrayList<>();
    private int i;
    private int depth;
    private boolean spaced;

    private Lexer(String s, Reading reading) {
        this.s = s;
        this.reading = reading;
    }

    static List<Token> tokens(String text, Reading reading) throws SyntaxError {
        Lexer lexer = new Lexer(text, reading);
        while (lexer.i < text.length()) {
            lexer.next();
        }
        lexer.out.add(new Token(Kind.END, "", text.length(), lexer.spaced));
        return lexer.out;
    }

    private char at(int k) {
        return k < s.length() ? s.charAt(k) : '\0';
    }

    private void add(Kind kind, String text, int from) {
        out.add(new Token(kind, text, from, spaced));
        spaced = false;
    }

    private void next() throws SyntaxError {
        char c = s.charAt(i);
        if (c <= ' ' && Character.isWhitespace(c) || c == '~') {
            spaced = true;
            i++;
        } else if (digit(c) || c == '.' && digit(at(i + 1))) {
            number();
        } else if (letter(c)) {
            letters();
        } else if (c > 127 && Character.isLetter(c)) {
            foreign();
        } else if (c == '*' && at(i + 1) == '*') {
            add(Kind.SIGN, "^", i);
            i += 2;
        } else if (c == '\\') {
            backslash();
        } else {
            sign(c);
        }
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void number() {
        int start = i;
        if (based()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        boolean point = false;
        while (i < s.length()) {
            char c = s.charAt(i);
            if (digit(c)) {
                text.append(c);
                i++;
            } else if (c == '.' && !point && (digit(at(i + 1)) || !endsHere(i + 1))) {
                point = true;
                text.append(c);
                i++;
            } else if (!point && thousands()) {
                continue;
            } else if (!point && c == ',' && reading.comma() == Reading.Comma.DECIMAL && digit(at(i + 1))) {
                point = true;
                text.append('.');
                i++;
            } else {
                break;
            }
        }
        exponent(text, point);
        add(Kind.NUMBER, text.toString(), start);
    }

    /// A point that ends the text or a sentence is no decimal point.
    private boolean endsHere(int k) {
        char c = at(k);
        return c == '\0'
                || c == ' '
                || c == '\n'
                || c == '$'
                || c == '.'
                || c == '\\' && at(k + 1) != 'o' && at(k + 1) != 'd';
    }

    /// Skips a separator of thousands when one stands here before a group of exactly three digits.
    private boolean thousands() {
        int group = separator();
        if (group < 0 || !digit(at(group)) || !digit(at(group + 1)) || !digit(at(group + 2)) || digit(at(group + 3))) {
            return false;
        }
        i = group;
        return true;
    }

    /// The index after the separator at this place, or -1.
    private int separator() {
        char c = s.charAt(i);
        if (s.startsWith("{,}", i)) {
            return skip(i + 3);
        }
        if (s.startsWith(",\\!", i)) {
            return skip(i + 3);
        }
        if (c == '\\' && (at(i + 1) == ',' || at(i + 1) == '!') || c == ' ' && depth == 0 && shortGroup()) {
            return c == ' ' ? i + 1 : i + 2;
        }
        boolean plain = c == ',' && depth == 0 && reading.comma() == Reading.Comma.THOUSANDS && shortGroup();
        return plain ? i + 1 : -1;
    }

    private int skip(int k) {
        int j = k;
        while (at(j) == ' ') {
            j++;
        }
        return j;
    }

    /// Whether the digits before this place are a first group of one to three, or follow a separator.
    private boolean shortGroup() {
        int run = 0;
        while (i - run > 0 && digit(s.charAt(i - run - 1))) {
            run++;
        }
        char before = i - run > 0 ? s.charAt(i - run - 1) : ' ';
        boolean first = s.charAt(i - run) != '0';
        return run == 3 && (before == s.charAt(i) || first) || run < 3 && first && before != ',' && before != '.';
    }

    private void exponent(StringBuilder text, boolean point) {
        char c = at(i);
        if (c != 'E' && c != 'e') {
            return;
        }
        int k = i + 1;
        boolean signed = at(k) == '-' || at(k) == '+';
        k += signed ? 1 : 0;
        int from = k;
        while (digit(at(k))) {
            k++;
        }
        boolean plausible = c == 'E' || point || text.length() == 1 && text.charAt(0) == '1' || !signed && k - from > 1;
        if (k > from && k - from < 8 && plausible && !letter(at(k))) {
            text.append('e').append(s, i + 1, k);
            i = k;
        }
    }

    private static final java.util.regex.Pattern BASED = java.util.regex.Pattern.compile(
            "\\G([0-9A-Z]{1,400})(?:\\.\\s*)?_\\s*\\{?\\s*\\(?\\s*(?:\\\\text\\{)?\\s*([0-9]{1,3}|[a-z]{3,11})\\s*\\}?\\s*\\)?\\s*\\}?");

    private static final List<String> NAMES = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    /// A numeral with a base as subscript, `1011_2` or `2AF_{16}`.
    private boolean based() {
        int k = i;
        while (digit(at(k)) || at(k) >= 'A' && at(k) <= 'Z') {
            k++;
        }
        boolean exponent = !out.isEmpty() && out.getLast().sign('^');
        if (at(k) != '_' || exponent) {
            return false;
        }
        java.util.regex.Matcher m = BASED.matcher(s);
        if (!m.find(i)) {
            return false;
        }
        int named = NAMES.indexOf(m.group(2));
        String base = named >= 0 ? String.valueOf(named) : m.group(2);
        if (letter(base.charAt(0)) || base.length() < 3 && Integer.parseInt(base) < 2) {
            return false;
        }
        add(Kind.BASED, m.group(1) + "_" + base, i);
        i = m.end();
        return true;
    }

    private void letters() {
        int start = i;
        if (at(i) >= 'A' && at(i) <= 'F' && digitSoon() && based()) {
            return;
        }
        while (letter(at(i))) {
            i++;
        }
        word(s.substring(start, i), start, false);
    }

    /// A run of letters beyond ASCII is a word, as 厘米.
    private void foreign() {
        int start = i;
        while (at(i) > 127 && Character.isLetter(at(i))) {
            i++;
        }
        add(Kind.WORD, s.substring(start, i), start);
    }

    private boolean digitSoon() {
        int k = i;
        boolean any = false;
        while (digit(at(k)) || at(k) >= 'A' && at(k) <= 'F') {
            any |= digit(at(k));
            k++;
        }
        return any;
    }

    private void word(String run, int start, boolean text) {
        if (run.equals("U") && !betweenBrackets()) {
            add(Kind.LETTER, run, start);
        } else if ((run.equals("min") || run.equals("pm")) && afterNumber() && at(skip(i)) != '(') {
            add(Kind.WORD, run, start);
        } else if (Vocabulary.functionWord(run) || run.equals("U")) {
            add(Kind.COMMAND, Vocabulary.PLAIN.getOrDefault(run, run), start);
        } else if (run.length() == 1 && !text) {
            add(Kind.LETTER, run, start);
        } else if (text || Words.isWord(run, afterNumber())) {
            add(Kind.WORD, run, start);
        } else {
            product(run, start);
        }
    }

    /// A capital U between intervals is their union.
    private boolean betweenBrackets() {
        if (out.isEmpty()) {
            return false;
        }
        Token last = out.getLast();
        int k = skip(i);
        return (last.sign(')') || last.sign(']') || last.sign('}'))
                && (at(k) == '(' || at(k) == '[' || at(k) == '{' || at(k) == '\\');
    }

    private boolean afterNumber() {
        if (out.isEmpty()) {
            return false;
        }
        Token last = out.getLast();
        return last.kind() == Kind.NUMBER
                || last.kind() == Kind.WORD
                || last.sign('}')
                || last.sign(')')
                || last.sign('/') && out.size() > 1 && out.get(out.size() - 2).kind() == Kind.WORD;
    }

    private void product(String run, int start) {
        for (String name : List.of("sqrt", "sin", "cos", "tan", "log", "ln", "pi")) {
            int k = run.indexOf(name);
            if (k >= 0) {
                spell(run.substring(0, k), start);
                add(Kind.COMMAND, name, start + k);
                spell(run.substring(k + name.length()), start + k + name.length());
                return;
            }
        }
        spell(run, start);
    }

    private void spell(String run, int start) {
        for (int k = 0; k < run.length(); k++) {
            add(Kind.LETTER, run.substring(k, k + 1), start + k);
        }
    }

    private void backslash() throws SyntaxError {
        int start = i;
        char c = at(i + 1);
        if (c == '\\' && letter(at(i + 2)) && doubled()) {
            i++;
            return;
        }
        if (c == '\\') {
            i += 2;
            add(Kind.COMMAND, "\\", start);
        } else if (letter(c)) {
            int k = i + 1;
            while (letter(at(k))) {
                k++;
            }
            command(s.substring(i + 1, k), start);
        } else if (c == ',' || c == ';' || c == '!' || c == ':' || c == ' ' || c == '\n' || c == '>' || c == '/') {
            i += 2;
            spaced = true;
        } else if (c == '(' || c == ')' || c == '$') {
            i += 2;
            if (c == '$') {
                add(Kind.COMMAND, "dollar", start);
            }
        } else if (c == '{' || c == '}') {
            i += 2;
            depth += c == '{' ? 1 : -1;
            add(Kind.SIGN, c == '{' ? "\u0001" : "\u0002", start);
        } else if (c == '%' || c == '|' || c == '&' || c == '#' || c == '_') {
            i += 2;
            add(Kind.SIGN, String.valueOf(c == '|' ? '\u0003' : c), start);
        } else {
            throw new SyntaxError(i, "a backslash before nothing known");
        }
    }

    /// Text that was escaped once too often: `\\frac` for `\frac`.
    private boolean doubled() {
        int k = i + 2;
        while (letter(at(k))) {
            k++;
        }
        String name = s.substring(i + 2, k);
        return name.length() > 1 && (Vocabulary.known(name) || Vocabulary.prefix(name) != null && name.length() > 3);
    }

    private void command(String name, int start) throws SyntaxError {
        i = start + 1 + name.length();
        if (!Vocabulary.known(name)) {
            String known = Vocabulary.prefix(name);
            if (known != null) {
                i = start + 1 + known.length();
                command(known, start);
                return;
            }
        }
        if (Vocabulary.TEXTS.contains(name)) {
            text(start);
        } else if (name.equals("mathbb") || name.equals("Bbb")) {
            blackboard(start);
        } else if (name.equals("char")) {
            character();
        } else if (Vocabulary.SPACES.contains(name) || name.equals("hspace")) {
            spaced = true;
            skipArgumentOf(name);
        } else if (!Vocabulary.FONTS.contains(name) && !Vocabulary.SIZES.contains(name)) {
            track(name);
            add(Kind.COMMAND, name, start);
        }
    }

    private void track(String name) {
        switch (name) {
            case "lbrace", "lbrack", "lgroup", "langle" -> depth++;
            case "rbrace", "rbrack", "rgroup", "rangle" -> depth--;
            default -> {}
        }
    }

    private void skipArgumentOf(String name) {
        if (name.equals("hspace") && at(i) == '{') {
            int close = s.indexOf('}', i);
            i = close < 0 ? s.length() : close + 1;
        }
    }

    private void character() {
        if (at(i) == '"') {
            int k = i + 1;
            while (k < i + 7 && Character.digit(at(k), 16) >= 0) {
                k++;
            }
            String hex = s.substring(i + 1, k);
            i = k;
            // U+0190 is the open E that some writers take for epsilon.
            add(Kind.COMMAND, hex.endsWith("190") ? "epsilon" : "char" + hex, k);
        }
    }

    private @Nullable String argument() throws SyntaxError {
        int k = skip(i);
        if (at(k) != '{') {
            return null;
        }
        int level = 0;
        for (int j = k; j < s.length(); j++) {
            level += at(j) == '{' ? 1 : at(j) == '}' ? -1 : 0;
            if (level == 0) {
                i = j + 1;
                return s.substring(k + 1, j);
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
        String plain = inner.replace(",", " ").strip();
        if (inner.isEmpty()) {
            spaced = true;
        } else if (plain.equals("or") || plain.equals("and")) {
            add(Kind.COMMAND, plain, start);
        } else if (inner.equals("i") || inner.equals("e") || inner.equals("d")) {
            add(Kind.LETTER, inner, start);
        } else if (Vocabulary.functionWord(inner) && !(inner.equals("min") && afterNumber())) {
            add(Kind.COMMAND, Vocabulary.PLAIN.getOrDefault(inner, inner), start);
        } else {
            add(Kind.WORD, content, start);
        }
    }

    private void blackboard(int start) throws SyntaxError {
        String content = argument();
        if (content == null && letter(at(skip(i)))) {
            content = String.valueOf(at(skip(i)));
            i = skip(i) + 1;
        }
        String name = content == null ? "" : content.strip();
        add(Kind.COMMAND, "set:" + name, start);
    }

    private void sign(char c) throws SyntaxError {
        if (c == '(' || c == '[') {
            depth++;
        } else if (c == ')' || c == ']') {
            depth--;
        }
        if ("()[]{}+-*/^_=<>|,;:!'&%.".indexOf(c) < 0) {
            if (c == '$') {
                i++;
                return;
            }
            throw new SyntaxError(i, "a character that is no mathematics: '" + c + "'");
        }
        int start = i++;
        if (c == '.') {
            dots(start);
        } else {
            add(Kind.SIGN, String.valueOf(c), start);
        }
    }

    private void dots(int start) throws SyntaxError {
        if (at(i) == '.' && at(i + 1) == '.') {
            i += 2;
            add(Kind.COMMAND, "ldots", start);
        } else if (skip(i) < s.length() && at(skip(i)) != '$' && at(skip(i)) != '}') {
            throw new SyntaxError(start, "a stray point");
        }
    }
}
