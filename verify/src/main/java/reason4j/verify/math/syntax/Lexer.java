package reason4j.verify.math.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Token.Kind;

/// Splits a string into tokens in one pass. Blanks of every kind only leave their trace in [Token#spaced].
final class Lexer {

    private static final Pattern COMPOUND = Pattern.compile(
            "(?:[ckm]?m|k?g|rad|ft|mi|mol|J|N)/(?:s|h|hr|sec|min|L|mL|[cm]?m|kg|mol|K)(?:\\^\\{?[23]\\}?)?(?![A-Za-z(])");

    /// Codes of currencies that stand before an amount.
    private static final Map<String, String> CURRENCIES = Map.of(
            "USD", "dollar", "EUR", "euro", "GBP", "pounds", "JPY", "yen", "RMB", "yen", "CNY", "yen", "INR", "rupee",
            "Rs", "rupee");

    final String s;
    private final NumeralScan numerals;
    private final Backslash backslash = new Backslash(this);
    private final List<Token> out = new ArrayList<>();

    /// Where the next token begins.
    int i;

    /// How many brackets are open.
    int depth;

    /// Whether blanks stood before what comes next.
    boolean spaced;

    /// Whether an environment of aligned lines is open, where `&` is a mark for the eye.
    boolean aligned;

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
        return Braces.single(lexer.out);
    }

    char at(int k) {
        return k < s.length() ? s.charAt(k) : '\0';
    }

    int skip(int k) {
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

    void add(Kind kind, String text, int from) {
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
            backslash.read();
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
        if (afterNumber() && compoundUnit()) {
            return;
        }
        while (letter(at(i))) {
            i++;
        }
        word(s.substring(start, i), start, false);
    }

    /// A unit of one letter by another after a number, `10 m/s`.
    private boolean compoundUnit() {
        Matcher unit = COMPOUND.matcher(s).region(i, s.length());
        if (!unit.lookingAt()) {
            return false;
        }
        add(Kind.WORD, unit.group(), i);
        i = unit.end();
        return true;
    }

    /// A run of letters beyond ASCII is a word, as 厘米.
    private void foreign() {
        int start = i;
        while (at(i) > 127 && Character.isLetter(at(i))) {
            i++;
        }
        String run = s.substring(start, i);
        String joins = Vocabulary.conjunction(run);
        add(joins == null ? Kind.WORD : Kind.COMMAND, joins == null ? run : joins, start);
    }

    private boolean digitSoon() {
        int k = i;
        while (at(k) >= 'A' && at(k) <= 'F') {
            k++;
        }
        return digit(at(k));
    }

    private void word(String run, int start, boolean text) {
        if (CURRENCIES.containsKey(run) && digit(at(skip(i)))) {
            add(Kind.COMMAND, CURRENCIES.get(run), start);
        } else if (run.equals("to") && afterNumber() && (digit(at(skip(i))) || at(skip(i)) == '\\')) {
            add(Kind.SIGN, ":", start);
        } else if ((run.equals("x") || run.equals("X")) && afterNumber() && s.startsWith("10^", skip(i))) {
            add(Kind.SIGN, "*", start);
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
        } else if (text
                || Words.isWord(run, afterNumber() && (spaced || !Words.product(run)))
                || run.length() > 1 && goesOn(start)) {
            add(Kind.WORD, run, start);
        } else {
            product(run, start);
        }
    }

    /// The currency of the amount that follows here, or null.
    @Nullable
    String currency(String code) {
        String plain = code.endsWith(".") ? code.substring(0, code.length() - 1) : code;
        return digit(at(skip(i))) ? CURRENCIES.get(plain) : null;
    }

    /// Whether letters make the numeral before them an ordinal, as in `22nd`.
    private boolean ordinal(String run, int start) {
        char last = start > 0 ? s.charAt(start - 1) : ' ';
        return switch (run) {
            case "st" -> last == '1';
            case "nd" -> last == '2';
            case "rd" -> last == '3';
            case "th" -> digit(last) || raisedMark(start);
            default -> false;
        };
    }

    /// Whether what stands here is raised over a numeral, as in `12^{th}`.
    private boolean raisedMark(int start) {
        int k = start - 1;
        k -= k >= 0 && s.charAt(k) == '{' ? 1 : 0;
        return k > 0 && s.charAt(k) == '^' && digit(s.charAt(k - 1));
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

    /// Whether a command stands directly before.
    boolean after(String command) {
        return !out.isEmpty() && out.getLast().command(command);
    }

    /// Whether something stands before in the same cell.
    boolean after() {
        return !out.isEmpty()
                && !out.getLast().sign('&')
                && !out.getLast().sign('}')
                && !out.getLast().command("\\");
    }

    boolean afterNumber() {
        if (out.isEmpty()) {
            return false;
        }
        Token last = out.getLast();
        return last.kind() == Kind.NUMBER
                || last.kind() == Kind.WORD
                || last.command("pi")
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

    private void sign(char c) throws SyntaxError {
        if (c == '(' || c == '[') {
            depth++;
        } else if (c == ')' || c == ']') {
            depth--;
        }
        if (c == '"' && !out.isEmpty() && out.getLast().kind() == Kind.NUMBER) {
            add(Kind.WORD, "in", i++);
            return;
        }
        if ("()[]{}+-*/^_=<>|,;:!'&%.".indexOf(c) < 0) {
            if (c == '$') {
                i++;
                return;
            }
            throw new SyntaxError(i, "a character that is no mathematics: '" + c + "'");
        }
        int start = i++;
        if (c == '&' && (aligned || besideRelation())) {
            spaced = true;
        } else if (c == '.') {
            dots(start);
        } else {
            add(Kind.SIGN, String.valueOf(c), start);
        }
    }

    /// Whether a mark of alignment stands next to a sign of relation, as in `x &= 1`.
    private boolean besideRelation() {
        int k = skip(i);
        boolean after = at(k) == '='
                || at(k) == '<'
                || at(k) == '>'
                || s.startsWith("\\le", k) && !s.startsWith("\\left", k)
                || s.startsWith("\\ge", k);
        return after
                || !out.isEmpty()
                        && (out.getLast().sign('=')
                                || out.getLast().sign('<')
                                || out.getLast().sign('>'));
    }

    private void dots(int start) throws SyntaxError {
        if (at(i) == '.' && at(i + 1) == '.') {
            i += 2;
            add(Kind.COMMAND, "ldots", start);
        } else if (skip(i) < s.length()
                && at(skip(i)) != '$'
                && at(skip(i)) != '}'
                && !s.startsWith("\\end", skip(i))) {
            throw new SyntaxError(start, "a stray point");
        }
    }
}
