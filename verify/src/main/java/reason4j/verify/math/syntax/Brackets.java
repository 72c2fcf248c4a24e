package reason4j.verify.math.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands between brackets of any kind: groups, tuples, intervals, sets, absolute values, floors, matrices.
final class Brackets {

    private static final Set<String> CONDITIONS = Set.of("if", "for", "when", "where", "当", "若");

    private static final int LONGEST_OF_SETS = 200;

    private final Parser parser;

    Brackets(Parser parser) {
        this.parser = parser;
    }

    private Cursor cursor() {
        return parser.cursor;
    }

    /// The kind of bracket that opens here: `(`, `[`, `{` for `\{`, `b` for a plain brace, `<`; a blank for none.
    static char opening(Token token) {
        if (token.kind() == Token.Kind.SIGN) {
            return switch (token.text().charAt(0)) {
                case '(' -> '(';
                case '[' -> '[';
                case '\u0001' -> '{';
                case '{' -> 'b';
                default -> ' ';
            };
        }
        if (token.kind() != Token.Kind.COMMAND) {
            return ' ';
        }
        return switch (token.text()) {
            case "lparen", "lgroup" -> '(';
            case "lbrack" -> '[';
            case "lbrace" -> '{';
            case "langle" -> '<';
            default -> ' ';
        };
    }

    private static char closing(Token token) {
        if (token.kind() == Token.Kind.SIGN) {
            return switch (token.text().charAt(0)) {
                case ')' -> ')';
                case ']' -> ']';
                case '\u0002' -> '}';
                case '}' -> 'b';
                default -> ' ';
            };
        }
        if (token.kind() != Token.Kind.COMMAND) {
            return ' ';
        }
        return switch (token.text()) {
            case "rparen", "rgroup" -> ')';
            case "rbrack" -> ']';
            case "rbrace" -> '}';
            case "rangle" -> '>';
            default -> ' ';
        };
    }

    /// The bracket that opens here, with its contents.
    Node bracket() throws SyntaxError {
        Cursor c = cursor();
        char open = opening(c.next());
        if (open == '{' && closing(c.peek()) == '}') {
            c.next();
            return new Node.Sym("∅");
        }
        if (open == '{' && c.peek().command("begin")) {
            Node system = system();
            if (system != null) {
                return system;
            }
        }
        boolean ofSets = open == 'b' && braced();
        c.pushBar(open == '{' ? 'm' : ' ');
        c.openScope();
        Node inside = stacked(parser.list(true));
        c.closeScope();
        Node condition = null;
        if (open == '{'
                && (c.peek().command("mid") || c.peek().sign('|') || c.peek().sign(':'))) {
            c.next();
            condition = parser.list(true);
        }
        c.popBar();
        char close = closing(c.peek());
        if (!matches(open, close)) {
            throw c.error("a bracket that closes '" + (open == 'b' ? '{' : open) + "' expected");
        }
        c.next();
        if (ofSets && inside instanceof Node.Group g && g.isList()) {
            return new Node.Group(
                    '{', '}', g.items().stream().map(Brackets::asSet).toList(), false);
        }
        return condition != null ? new Node.Builder(inside, condition) : group(open, close, inside);
    }

    /// Whether all that stands in these plain braces is in braces of its own, as in `{{1},{2},{3}}`: then they are
    /// sets.
    private boolean braced() {
        Cursor c = cursor();
        int level = 0;
        boolean several = false;
        for (int k = 0; k < LONGEST_OF_SETS; k++) {
            Token token = c.peek(k);
            if (token.kind() == Token.Kind.END
                    || level == 0 && !token.sign('{') && !token.sign(',') && !token.sign('}')) {
                return false;
            }
            several |= level == 0 && token.sign(',');
            level += token.sign('{') ? 1 : token.sign('}') ? -1 : 0;
            if (level < 0) {
                return several;
            }
        }
        return false;
    }

    private static Node asSet(Node node) {
        return node instanceof Node.Group g && g.isSet() ? g : new Node.Group('{', '}', List.of(node), false);
    }

    /// `\left\{\begin{array}… \right.`: lines behind one brace; null where none begins.
    private @Nullable Node system() throws SyntaxError {
        Cursor c = cursor();
        if (!c.peek(2).text().startsWith("a")) {
            return null;
        }
        Node lines = environment();
        if (closing(c.peek()) == '}') {
            c.next();
            return group('{', '}', lines);
        }
        if (!(lines instanceof Node.Matrix m)) {
            return lines;
        }
        return lines(m.rows());
    }

    /// `n \choose k` and `a \over b`.
    Node stacked(Node above) throws SyntaxError {
        Token token = cursor().peek();
        if (token.command("choose")) {
            cursor().next();
            return Node.Call.of(Op.BINOMIAL, above, parser.list(true));
        }
        if (token.command("over")) {
            cursor().next();
            return Node.Call.of(Op.DIV, above, parser.list(true));
        }
        return above;
    }

    private static boolean matches(char open, char close) {
        return switch (open) {
            case '(', '[' -> close == ')' || close == ']';
            case '{' -> close == '}';
            case 'b' -> close == 'b';
            case '<' -> close == '>';
            default -> false;
        };
    }

    private Node group(char open, char close, Node inside) throws SyntaxError {
        boolean list = inside instanceof Node.Group g && g.isList();
        if (!list) {
            if (open == '(' && close == ']' || open == '[' && close == ')') {
                throw cursor().error("an interval needs two ends");
            }
            return open == '{' ? new Node.Group('{', '}', List.of(inside), false) : inside;
        }
        List<Node> items = ((Node.Group) inside).items();
        return switch (open) {
            case '{', 'b' -> new Node.Group('{', '}', items, false);
            case '<' -> new Node.Group('(', ')', items, false);
            default -> new Node.Group(open, close, items, false);
        };
    }

    /// Skips one token, or one group in plain braces.
    void skipGroup() throws SyntaxError {
        if (!cursor().skipSign('{')) {
            cursor().next();
            return;
        }
        int level = 1;
        while (level > 0) {
            Token token = cursor().next();
            if (token.kind() == Token.Kind.END) {
                throw cursor().error("a brace that never closes");
            }
            level += token.sign('{') ? 1 : token.sign('}') ? -1 : 0;
        }
    }

    /// `|x|` and its commands; the opening bar is the next token.
    Node bars() throws SyntaxError {
        Cursor c = cursor();
        c.next();
        c.pushBar('|');
        Node inside = parser.relation();
        c.popBar();
        if (!bar(c.peek())) {
            throw c.error("a bar that closes the absolute value expected");
        }
        c.next();
        return Node.Call.of(inside instanceof Node.Matrix ? Op.DET : Op.ABS, inside);
    }

    static boolean bar(Token token) {
        return token.sign('|')
                || token.sign('\u0003')
                || token.command("vert")
                || token.command("lvert")
                || token.command("rvert")
                || token.command("Vert")
                || token.command("lVert")
                || token.command("rVert");
    }

    /// Whether a bar here closes an absolute value rather than opens one.
    boolean closesBar(Token token) {
        return token.command("rvert") || token.command("rVert") || cursor().bar() == '|' || cursor().bar() == 'm';
    }

    Node rounded(Op op, String close) throws SyntaxError {
        cursor().next();
        cursor().pushBar(' ');
        Node inside = parser.terms.sum();
        cursor().popBar();
        cursor().expectCommand(close);
        return Node.Call.of(op, inside);
    }

    /// `\begin{…} … \end{…}`; the next token is `\begin`.
    Node environment() throws SyntaxError {
        Cursor c = cursor();
        c.next();
        String name = braceText();
        if (name.startsWith("array") || name.startsWith("tabular")) {
            skipGroup();
        }
        List<List<Node>> rows = new ArrayList<>();
        List<Node> row = new ArrayList<>();
        c.pushBar(' ');
        while (!c.peek().command("end")) {
            if (c.peek().sign('&')) {
                c.next();
            } else if (c.peek().command("\\")) {
                c.next();
                endRow(row, rows);
            } else {
                condition();
                row.add(parser.list(true));
            }
            if (c.atEnd()) {
                throw c.error("\\end expected");
            }
        }
        c.popBar();
        endRow(row, rows);
        c.next();
        if (!braceText().equals(name)) {
            throw c.error("\\end{" + name + "} expected");
        }
        return finished(name, rows);
    }

    /// Passes over the word before the condition of a case, `\text{if } x > 0`.
    private void condition() {
        if (cursor().peek().kind() == Token.Kind.WORD
                && CONDITIONS.contains(cursor().peek().text().strip())
                && !cursor().peek(1).command("\\")) {
            cursor().next();
        }
    }

    private static void endRow(List<Node> row, List<List<Node>> rows) {
        if (!row.isEmpty()) {
            rows.add(List.copyOf(row));
            row.clear();
        }
    }

    private Node finished(String name, List<List<Node>> rows) throws SyntaxError {
        if (rows.isEmpty()) {
            throw cursor().error("an empty environment");
        }
        if (name.endsWith("matrix") || name.equals("array")) {
            int width = rows.getFirst().size();
            for (List<Node> row : rows) {
                if (row.size() != width) {
                    throw cursor().error("rows of different length");
                }
            }
            Node matrix = new Node.Matrix(rows);
            return name.equals("vmatrix") ? Node.Call.of(Op.DET, matrix) : matrix;
        }
        return lines(rows);
    }

    private static Node lines(List<List<Node>> rows) {
        List<Node> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(row.size() == 1 ? row.getFirst() : new Node.Group('(', ')', row, false)));
        return lines.size() == 1 ? lines.getFirst() : new Node.Group(' ', ' ', lines, false);
    }

    private String braceText() throws SyntaxError {
        cursor().expect('{');
        StringBuilder text = new StringBuilder();
        while (!cursor().peek().sign('}')) {
            if (cursor().atEnd()) {
                throw cursor().error("'}' expected");
            }
            text.append(cursor().next().text());
        }
        cursor().next();
        return text.toString();
    }
}
