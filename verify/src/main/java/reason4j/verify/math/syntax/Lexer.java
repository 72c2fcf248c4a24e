package reason4j.verify.math.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// Splits a string into tokens in one pass. Blanks of every kind only leave their trace in [Token#spaced].
final class Lexer {

    private static final Pattern ALIGNED = Pattern.compile("\\s*\\{(align|split|gather|eqnarray|multline)");

    private final String s;
    private final NumeralScan numerals;
    private final List<Token> out = new ArrayList<>();
    private int i;
    private int depth;
    private boolean spaced;

    /// Whether an environment of aligned lines is open, where `&` is a mark for the eye.
    private boolean aligned;

    private Lexer(String s, Reading reading) {
        this.s = s;
        this.numerals = new NumeralScan(s, reading);
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

    private int skip(int k) {
        return skip(s, k);
    }

    /// The index of the next character that is no blank.
    static int skip(String s, int k) {
        int j = k;
        while (j < s.length() && s.charAt(j) == ' ') {
            j++;
        }
        return j;
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
        boolean script = raised() || !out.isEmpty() && out.getLast().sign('_');
        NumeralScan.Numeral numeral = numerals.read(i, script ? 1 : depth, raised());
        add(numeral.kind(), numeral.text(), i);
        i = numeral.end();
    }

    /// Whether a sign of power stands directly before.
    private boolean raised() {
        return !out.isEmpty() && out.getLast().sign('^');
    }

    /// A numeral with a base that begins here, `2AF_{16}`; false where there is none.
    private boolean based() {
        NumeralScan.Numeral numeral = numerals.based(i, raised());
        if (numeral == null) {
            return false;
        }
        add(numeral.kind(), numeral.text(), i);
        i = numeral.end();
        return true;
    }

    private void letters() {
        int start = i;
        if (at(i) >= 'A' && at(i) <= 'F' && (digitSoon() || at(i + 1) >= 'A' && at(i + 1) <= 'F') && based()) {
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
        while (at(k) >= 'A' && at(k) <= 'F') {
            k++;
        }
        return digit(at(k));
    }

    private void word(String run, int start, boolean text) {
        if (run.equals("to") && afterNumber() && (digit(at(skip(i))) || at(skip(i)) == '\\')) {
            add(Kind.SIGN, ":", start);
        } else if (ordinal(run, start)) {
            add(Kind.WORD, run, start);
        } else if (run.equals("U") && !betweenBrackets()) {
            add(Kind.LETTER, run, start);
        } else if ((run.equals("min") || run.equals("pm")) && afterNumber() && at(skip(i)) != '(') {
            add(Kind.WORD, run, start);
        } else if (Vocabulary.functionWord(run) || run.equals("U")) {
            add(Kind.COMMAND, Vocabulary.PLAIN.getOrDefault(run, run), start);
        } else if (run.length() == 1 && !text) {
            add(Kind.LETTER, run, start);
        } else if (text || Words.isWord(run, afterNumber()) || run.length() > 1 && goesOn(start)) {
            add(Kind.WORD, run, start);
        } else {
            product(run, start);
        }
    }

    /// Whether letters make the numeral before them an ordinal, as in `22nd`.
    private boolean ordinal(String run, int start) {
        char last = start > 0 ? s.charAt(start - 1) : ' ';
        return switch (run) {
            case "st" -> last == '1';
            case "nd" -> last == '2';
            case "rd" -> last == '3';
            case "th" -> digit(last);
            default -> false;
        };
    }

    /// Whether a word in plain letters stands directly before.
    private boolean goesOn(int start) {
        int k = start - 1;
        while (k >= 0 && s.charAt(k) == ' ') {
            k--;
        }
        return k >= 0
                && k < start - 1
                && letter(s.charAt(k))
                && !out.isEmpty()
                && out.getLast().kind() == Kind.WORD;
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
            endLine(start);
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
        return name.length() > 1 && (Commands.known(name) || Commands.prefix(name) != null && name.length() > 3);
    }

    /// The end of a line; aligned lines that go on with a sign of relation are one.
    private void endLine(int start) {
        int k = i;
        while (at(k) == ' ' || at(k) == '\n' || at(k) == '&') {
            k++;
        }
        boolean goesOn = aligned && (at(k) == '=' || at(k) == '<' || at(k) == '>' || s.startsWith("\\approx", k));
        if (!goesOn) {
            add(Kind.COMMAND, "\\", start);
        }
    }

    private void command(String written, int start) throws SyntaxError {
        String name = Vocabulary.VARIANTS.getOrDefault(written, written);
        i = start + 1 + written.length();
        if (!Commands.known(name)) {
            String known = Commands.prefix(name);
            if (known != null) {
                command(known, start);
                return;
            }
        }
        if (name.equals("begin") || name.equals("end")) {
            aligned = name.equals("begin")
                    && ALIGNED.matcher(s).region(i, s.length()).lookingAt();
        }
        if (Commands.TEXTS.contains(name)) {
            text(start);
        } else if (name.equals("mathbb") || name.equals("Bbb")) {
            blackboard(start);
        } else if (name.equals("char")) {
            character();
        } else if (Commands.SPACES.contains(name)) {
            spaced = true;
            skipArgumentOf(name);
        } else if (Commands.SIZES.contains(name)) {
            // a point after \left or \right is a bracket that is not drawn
            i += at(i) == '.' && !digit(at(i + 1)) ? 1 : 0;
        } else if (!Commands.FONTS.contains(name)) {
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

    private void skipArgumentOf(String name) throws SyntaxError {
        if (name.equals("hspace") || name.endsWith("phantom")) {
            argument();
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
        } else if (inner.equals("\\$") || inner.equals("$")) {
            add(Kind.COMMAND, "dollar", start);
        } else if (inner.equals("\\%") || inner.equals("%")) {
            add(Kind.SIGN, "%", start);
        } else if (inner.equals(":") || inner.equals("to") && afterNumber()) {
            add(Kind.SIGN, ":", start);
        } else if (plain.equals("or") || plain.equals("and")) {
            add(Kind.COMMAND, plain, start);
        } else if (inner.equals("Re") || inner.equals("Im")) {
            add(Kind.COMMAND, inner, start);
        } else if (inner.equals("i") || inner.equals("e") || inner.equals("d")) {
            add(Kind.LETTER, inner, start);
        } else if (Vocabulary.functionWord(inner) && !((inner.equals("min") || inner.equals("pm")) && afterNumber())) {
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
        if (name.isEmpty()) {
            throw new SyntaxError(start, "the letter of a set expected");
        }
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
        if (c == '&' && aligned) {
            spaced = true;
        } else if (c == '.') {
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
