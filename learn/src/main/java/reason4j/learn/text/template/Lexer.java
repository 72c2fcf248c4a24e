package reason4j.learn.text.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reason4j.learn.text.template.Token.Kind;

/// Cuts a template into text and the tokens inside `{{ }}` and `{% %}`; comments and `raw` blocks are dealt with here.
///
/// Whitespace as `transformers` sets Jinja up: the newline after a block or comment goes (`trim_blocks`), so does the
/// blank space before one that begins a line (`lstrip_blocks`), one newline at the end of the template goes; `-` takes
/// all white space on its side, `+` leaves it.
final class Lexer {

    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-%}\\s*|\\+?%})");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(-%}\\s*|\\+%}|%}\\n?)");
    private static final Pattern INSIDE = Pattern.compile("(?<space>\\s+)"
            + "|(?<real>[0-9](?:_?[0-9])*(?:\\.[0-9](?:_?[0-9])*(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+))"
            + "|(?<integer>[0-9](?:_?[0-9])*)"
            + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
            + "|(?<sign>//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,;])");
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    /// Whether what was consumed last ended a line, so that the next text begins one.
    private boolean lineStarts = true;

    private Lexer(String source) {
        this.source = source;
    }

    /// @throws TemplateProblem if a string, comment or tag has no end
    static List<Token> tokens(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < source.length()) {
            int begin = nextTag();
            if (begin < 0) {
                text(source.substring(at));
                advance(source.length());
                break;
            }
            char kind = source.charAt(begin + 1);
            char sign = begin + 2 < source.length() ? source.charAt(begin + 2) : ' ';
            text(stripped(source.substring(at, begin), kind, sign));
            advance(begin);
            if (kind == '#') {
                comment();
            } else if (kind == '%' && matches(RAW_BEGIN)) {
                raw();
            } else {
                tag(kind == '%', sign == '-' || sign == '+');
            }
        }
        tokens.add(new Token(Kind.END, "", line));
    }

    private int nextTag() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private String stripped(String text, char kind, char sign) {
        if (sign == '-') {
            return Strings.stripEnd(text, Strings::isSpace);
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean startsLine = lineStart > 0 || lineStarts;
        boolean blank = text.substring(lineStart).chars().allMatch(Strings::isSpace);
        return kind != '{' && sign != '+' && startsLine && blank ? text.substring(0, lineStart) : text;
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.TEXT, text, line));
        }
    }

    /// Moves on, counting lines.
    private void advance(int to) {
        for (int i = at; i < to; i++) {
            line += source.charAt(i) == '\n' ? 1 : 0;
        }
        lineStarts = to > at ? source.charAt(to - 1) == '\n' : lineStarts;
        at = to;
    }

    private boolean matches(Pattern pattern) {
        return pattern.matcher(source).region(at, source.length()).lookingAt();
    }

    private void comment() {
        int end = source.indexOf("#}", at + 2);
        if (end < 0) {
            throw new TemplateProblem(line, "a comment begins here and has no end");
        }
        endTag(end + 2, source.charAt(end - 1), true);
    }

    private void raw() {
        Matcher begin = RAW_BEGIN.matcher(source).region(at, source.length());
        Matcher end = RAW_END.matcher(source);
        if (!begin.lookingAt() || !end.find(begin.end())) {
            throw new TemplateProblem(line, "a raw block begins here and has no end");
        }
        String body = source.substring(begin.end(), end.start());
        lineStarts = begin.group().endsWith("\n");
        String sign = end.group(1);
        text(stripped(body, '%', sign.isEmpty() ? ' ' : sign.charAt(0)));
        advance(end.end());
    }

    private void endTag(int end, char sign, boolean block) {
        int next = end;
        if (sign == '-') {
            while (next < source.length() && Strings.isSpace(source.charAt(next))) {
                next++;
            }
        } else if (sign != '+' && block && next < source.length() && source.charAt(next) == '\n') {
            next++;
        }
        advance(next);
    }

    private void tag(boolean block, boolean signed) {
        int beginLine = line;
        String endSign = block ? "%}" : "}}";
        tokens.add(new Token(block ? Kind.BLOCK_BEGIN : Kind.OUTPUT_BEGIN, block ? "{%" : "{{", line));
        advance(at + (signed ? 3 : 2));
        Deque<Character> open = new ArrayDeque<>();
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean signedEnd = (c == '-' || (c == '+' && block)) && source.startsWith(endSign, at + 1);
            if (open.isEmpty() && (signedEnd || source.startsWith(endSign, at))) {
                tokens.add(new Token(block ? Kind.BLOCK_END : Kind.OUTPUT_END, endSign, line));
                endTag(at + (signedEnd ? 3 : 2), signedEnd ? c : ' ', block);
                return;
            }
            if (c == '\'' || c == '"') {
                string(c);
            } else {
                inside(open);
            }
        }
        throw new TemplateProblem(beginLine, "a tag begins here and has no end");
    }

    private void inside(Deque<Character> open) {
        Matcher matcher = INSIDE.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            throw new TemplateProblem(line, "unexpected character '" + source.charAt(at) + "'");
        }
        if (matcher.group("sign") != null) {
            balance(open, matcher.group().charAt(0));
            tokens.add(new Token(Kind.SIGN, matcher.group(), line));
        } else if (matcher.group("name") != null) {
            tokens.add(new Token(Kind.NAME, matcher.group(), line));
        } else if (matcher.group("integer") != null) {
            tokens.add(new Token(Kind.INTEGER, matcher.group().replace("_", ""), line));
        } else if (matcher.group("real") != null) {
            tokens.add(new Token(Kind.REAL, matcher.group().replace("_", ""), line));
        }
        advance(matcher.end());
    }

    private void balance(Deque<Character> open, char sign) {
        if (OPENING.indexOf(sign) >= 0) {
            open.push(sign);
        } else if (CLOSING.indexOf(sign) >= 0) {
            if (open.isEmpty() || OPENING.indexOf(open.pop()) != CLOSING.indexOf(sign)) {
                throw new TemplateProblem(line, "'" + sign + "' closes nothing");
            }
        }
    }

    private void string(char quote) {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw new TemplateProblem(line, "a string begins here and has no end");
        }
        tokens.add(new Token(Kind.STRING, Strings.unescaped(source.substring(at + 1, end)), line));
        advance(end + 1);
    }
}
