package reason4j.verify.math.syntax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sums, products, signs, and the units behind numbers; [Powers] has what is raised or marked.
final class Terms {

    /// Words after a number that take it back or offer another.
    private static final Pattern HEDGED = Pattern.compile(
            "(?i)(^|\\W)(at most|at least|or|not|maybe|perhaps|possibly|otherwise|but|is|are|wrong|incorrect|false)(\\W|$)|[不非错的]|以[上下内外]|左右|上下");
    private static final Pattern MODULUS = Pattern.compile("\\(?\\s*mod(?:ulo)?\\s+(\\d{1,9})\\s*\\)?");
    /// What is said of a letter, as in the condition `n \\text{ is even}`.
    private static final Pattern SAID = Pattern.compile(
            "(?:is|are) ((?:(?:an?|not|odd|even|prime|composite|positive|negative|integers?|perfect|square) ?){1,3})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{2,8}");
    private static final Pattern BASE = Pattern.compile("\\(?\\s*(?:in )?base\\s+(\\d{1,3})\\s*\\)?");

    private final Parser parser;

    Terms(Parser parser) {
        this.parser = parser;
    }

    private Cursor cursor() {
        return parser.cursor;
    }

    Node sum() throws SyntaxError {
        cursor().enter();
        List<Node> parts = new ArrayList<>();
        parts.add(product());
        while (true) {
            Token token = cursor().peek();
            if (cursor().integralDone()) {
                break;
            }
            if (token.sign('+')) {
                cursor().next();
                parts.add(product());
            } else if (token.sign('-')) {
                cursor().next();
                parts.add(Node.Call.of(Op.NEG, product()));
            } else if (token.command("pm") || token.command("mp")) {
                cursor().next();
                Node left = parts.size() == 1 ? parts.getFirst() : new Node.Call(Op.ADD, parts);
                parts = new ArrayList<>();
                parts.add(Node.Call.of(token.command("pm") ? Op.PM : Op.MP, left, product()));
            } else {
                break;
            }
        }
        cursor().leave();
        return parts.size() == 1 ? parts.getFirst() : new Node.Call(Op.ADD, parts);
    }

    Node product() throws SyntaxError {
        cursor().enter();
        List<Node> factors = new ArrayList<>();
        factors.add(unary());
        boolean slash = false;
        while (!cursor().integralDone()) {
            Token token = cursor().peek();
            if (times(token)) {
                cursor().next();
                factors.add(unary());
                slash = false;
            } else if (token.sign('/') || token.command("div") || token.command("mod") || token.command("bmod")) {
                cursor().next();
                slash = token.sign('/') || token.command("div");
                Node left = collapse(factors);
                factors.add(slash ? divide(left) : Node.Call.of(Op.MOD, left, unary()));
            } else if (token.kind() == Token.Kind.COMMAND && Currency.of(token.text()) != null && numeral(factors)) {
                cursor().next();
                factors.add(unit(collapse(factors), String.valueOf(Currency.of(token.text()))));
            } else if (parser.parameter() || parser.domain()) {
                break;
            } else if (parser.atoms.starts()) {
                cursor().ambiguousSlash |= slash;
                multiply(factors, parser.powers.power(), token.sign('('));
            } else {
                break;
            }
        }
        cursor().leave();
        return factors.size() == 1 ? factors.getFirst() : collapse(factors);
    }

    private static boolean numeral(List<Node> factors) {
        return factors.getLast() instanceof Node.Num;
    }

    /// The product of the factors so far, which are taken out.
    private Node collapse(List<Node> factors) {
        Node all = factors.size() == 1
                ? factors.getFirst()
                : new Node.Call(Op.MUL, factors.stream().map(Terms::single).toList());
        factors.clear();
        return all;
    }

    static boolean times(Token token) {
        return token.sign('*') || token.command("cdot") || token.command("times") || token.command("ast");
    }

    /// Braces around one factor only group it.
    private static Node single(Node factor) {
        return factor instanceof Node.Group g && g.isSet() && g.items().size() == 1
                ? g.items().getFirst()
                : factor;
    }

    private Node divide(Node left) throws SyntaxError {
        Node divisor = unary();
        if (cursor().tight) {
            while (parser.atoms.starts()
                    && !cursor().peek().sign('(')
                    && cursor().peek().kind() != Token.Kind.WORD) {
                divisor = Node.Call.of(Op.MUL, divisor, parser.powers.power());
            }
        }
        if (left instanceof Node.Call c && c.op() == Op.UNIT && divisor instanceof Node.Words per) {
            return unit(c.arg(0), ((Node.Words) c.arg(1)).text() + "/" + per.text());
        }
        return Node.Call.of(Op.DIV, left, divisor);
    }

    /// Adds a factor without sign; a numeral before a proper fraction is a mixed number unless brackets part them,
    /// words after
    /// a number are its unit.
    private void multiply(List<Node> factors, Node right, boolean bracketed) throws SyntaxError {
        String unit = unitText(right);
        if (unit != null) {
            Node left = collapse(factors);
            factors.add(quantity(left, unit));
            return;
        }
        Node left = factors.getLast();
        if (bracketed
                && factors.size() == 1
                && left instanceof Node.Words w
                && NAME.matcher(w.text()).matches()) {
            factors.clear();
            factors.add(applied(w.text(), right));
            return;
        }
        if (left instanceof Node.Words
                || left instanceof Node.Call u
                        && u.op() == Op.UNIT
                        && !Currency.named(((Node.Words) u.arg(1)).text())) {
            throw cursor().error("a term after words");
        }
        boolean marked = right instanceof Node.Call c && (c.op() == Op.PERCENT || c.op() == Op.DEGREES);
        Node mixed = bracketed ? null : mixed(left, marked ? ((Node.Call) right).arg(0) : right);
        if (mixed == null) {
            factors.add(right);
        } else {
            factors.set(factors.size() - 1, marked ? Node.Call.of(((Node.Call) right).op(), mixed) : mixed);
        }
    }

    /// A word before brackets names a function, `\operatorname{Var}(X)`.
    private static Node applied(String name, Node arguments) {
        List<Node> all = new ArrayList<>();
        all.add(new Node.Sym(name.strip()));
        all.addAll(arguments instanceof Node.Group g ? g.items() : List.of(arguments));
        return new Node.Call(Op.APPLY, all);
    }

    /// The unit that a factor is, or null.
    private static @Nullable String unitText(Node right) {
        if (right instanceof Node.Words words) {
            return words.text();
        }
        if (!(right instanceof Node.Call c) || c.args().size() != 2) {
            return null;
        }
        if (c.op() != Op.DIV) {
            return raisedUnit(c);
        }
        String above = c.arg(0) instanceof Node.Words words ? words.text() : raisedUnit(c.arg(0));
        String below = c.arg(1) instanceof Node.Words words ? words.text() : raisedUnit(c.arg(1));
        return above == null || below == null ? null : above + "/" + below;
    }

    private static @Nullable String raisedUnit(Node node) {
        return node instanceof Node.Call c
                        && c.op() == Op.POW
                        && c.arg(0) instanceof Node.Words unit
                        && !Height.exceeds(c.arg(1), Height.MOST)
                ? unit.text() + "^" + c.arg(1).show()
                : null;
    }

    private Node quantity(Node left, String words) throws SyntaxError {
        if (left instanceof Node.Words before) {
            return new Node.Words(before.text() + " " + words);
        }
        if (left instanceof Node.Call c && c.op() == Op.UNIT) {
            if (HEDGED.matcher(words).find()) {
                throw cursor().error("a number with reservations");
            }
            Node scaled = Scales.of(c.arg(0), words.strip());
            return scaled != null && Currency.named(((Node.Words) c.arg(1)).text())
                    ? Node.Call.of(Op.UNIT, scaled, c.arg(1))
                    : unit(c.arg(0), ((Node.Words) c.arg(1)).text() + " " + words);
        }
        String plain = words.strip();
        Node scaled = Scales.of(left, plain);
        if (scaled != null) {
            return scaled;
        }
        if (plain.equals("squared") || plain.equals("cubed")) {
            return Node.Call.of(Op.POW, left, Node.Num.of(plain.equals("squared") ? 2 : 3));
        }
        Matcher said = SAID.matcher(plain);
        if (left instanceof Node.Sym && said.matches()) {
            return unit(left, said.group(1));
        }
        if (HEDGED.matcher(plain).find()) {
            throw cursor().error("a number with reservations");
        }
        Matcher modulus = MODULUS.matcher(plain);
        if (modulus.matches()) {
            return Node.Call.of(Op.CLASS, left, Numerals.of(modulus.group(1)));
        }
        Matcher base = BASE.matcher(plain);
        if (base.matches() && left instanceof Node.Num n && n.value().isInteger()) {
            return new Node.BaseNum(n.value().text(), new BigInteger(base.group(1)));
        }
        return unit(left, words);
    }

    static Node unit(Node value, String words) {
        return Node.Call.of(Op.UNIT, value, new Node.Words(words));
    }

    /// A sign belongs to the whole mixed number: `-1\frac12` is −3/2.
    static @Nullable Node mixed(Node left, Node right) {
        if (left instanceof Node.Call negative && negative.op() == Op.NEG) {
            Node inner = negative.arg(0) instanceof Node.Num ? mixed(negative.arg(0), right) : null;
            return inner == null ? null : Node.Call.of(Op.NEG, inner);
        }
        if (!(left instanceof Node.Num whole) || whole.decimals() != -1) {
            return null;
        }
        if (right instanceof Node.Call c
                && c.op() == Op.DIV
                && c.arg(0) instanceof Node.Num a
                && c.arg(1) instanceof Node.Num b
                && a.decimals() == -1
                && b.decimals() == -1
                && !b.value().isZero()
                && a.value().signum() > 0
                && a.value().compareTo(b.value()) < 0) {
            return Node.Call.of(Op.ADD, whole, right);
        }
        return null;
    }

    Node unary() throws SyntaxError {
        Token token = cursor().peek();
        if (token.sign('-') || token.sign('+')) {
            cursor().next();
            cursor().enterOperand();
            Node of = unary();
            cursor().leaveOperand();
            return token.sign('-') ? Node.Call.of(Op.NEG, of) : of;
        }
        if (token.command("pm") || token.command("mp")) {
            cursor().next();
            cursor().enterOperand();
            Node of = unary();
            cursor().leaveOperand();
            return Node.Call.of(token.command("pm") ? Op.PM : Op.MP, of);
        }
        return parser.powers.power();
    }
}
