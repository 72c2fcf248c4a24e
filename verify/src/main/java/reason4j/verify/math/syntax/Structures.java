package reason4j.verify.math.syntax;

import java.util.BitSet;
import reason4j.verify.math.syntax.Token.Kind;

/// Commands that stand for a term: fractions, roots, functions, accents, determinants, constants.
final class Structures {

    private final Parser parser;

    private final NumeralAtoms numbers;
    /// Places of operands of `\det` that were read and are no matrices: nested ones are tried once.
    private final BitSet noMatrix = new BitSet();

    Structures(Parser parser, NumeralAtoms numbers) {
        this.parser = parser;
        this.numbers = numbers;
    }

    private Cursor cursor() {
        return parser.cursor;
    }

    Node command(Token token) throws SyntaxError {
        Cursor c = cursor();
        String name = token.text();
        Op function = Vocabulary.FUNCTIONS.get(name);
        if (function != null) {
            c.next();
            return parser.bound.function(name, function);
        }
        Op listed = Vocabulary.LISTED.get(name);
        if (listed != null) {
            c.next();
            return parser.bound.listed(listed);
        }
        if (Vocabulary.GREEK.contains(name)) {
            c.next();
            return new Node.Sym(name);
        }
        if (Commands.ACCENTS.contains(name)) {
            c.next();
            return accented(name);
        }
        if (name.startsWith("set:")) {
            if (name.length() == "set:".length()) {
                throw c.error("a letter for a set expected");
            }
            c.next();
            return new Node.Sym(set(name.substring(4)));
        }
        return structure(name);
    }

    /// A name with a mark; a bar over a complex number conjugates it, over digits with a base it joins them.
    private Node accented(String name) throws SyntaxError {
        Node under = parser.atoms.argument();
        if (Height.exceeds(under, Height.MOST)) {
            throw cursor().error("a tree of more than " + Height.MOST + " levels");
        }
        boolean over = name.equals("overline") || name.equals("bar");
        if (over && under instanceof Node.Num && cursor().peek().sign('_')) {
            return under;
        }
        if (name.equals("underline") && under instanceof Node.Num) {
            return under;
        }
        boolean segment = name.equals("overline")
                && under instanceof Node.Call c
                && c.op() == Op.MUL
                && c.args().size() == 2
                && c.args().stream()
                        .allMatch(end -> end instanceof Node.Sym s
                                && Character.isUpperCase(s.name().charAt(0)));
        if (segment) {
            return under;
        }
        boolean complex = over && under instanceof Node.Call && imaginary(under);
        return complex ? Node.Call.of(Op.CONJUGATE, under) : new Node.Sym("bar " + under.show());
    }

    /// Whether a tree is made of numbers and the imaginary unit.
    private static boolean imaginary(Node node) {
        return switch (node) {
            case Node.Num n -> true;
            case Node.Sym s -> s.name().equals("i");
            case Node.Call c -> c.args().stream().allMatch(Structures::imaginary);
            default -> false;
        };
    }

    static String set(String letter) {
        return switch (letter) {
            case "R" -> "ℝ";
            case "Z" -> "ℤ";
            case "N" -> "ℕ";
            case "Q" -> "ℚ";
            case "C" -> "ℂ";
            default -> letter;
        };
    }

    private Node structure(String name) throws SyntaxError {
        Cursor c = cursor();
        switch (name) {
            case "frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac" -> {
                Node derivative = parser.bound.derivative();
                if (derivative != null) {
                    return derivative;
                }
                c.next();
                return Node.Call.of(Op.DIV, parser.atoms.argument(), parser.atoms.argument());
            }
            case "binom", "dbinom", "tbinom" -> {
                c.next();
                return Node.Call.of(Op.BINOMIAL, parser.atoms.argument(), parser.atoms.argument());
            }
            case "sqrt" -> {
                c.next();
                return root();
            }
            case "boxed", "fbox", "framebox" -> {
                c.next();
                return parser.atoms.argument();
            }
            case "lfloor" -> {
                return parser.brackets.rounded(Op.FLOOR, "rfloor");
            }
            case "llcorner" -> {
                return parser.brackets.rounded(Op.FLOOR, "lrcorner");
            }
            case "lceil" -> {
                return parser.brackets.rounded(Op.CEIL, "rceil");
            }
            case "ulcorner" -> {
                return parser.brackets.rounded(Op.CEIL, "urcorner");
            }
            case "begin" -> {
                return parser.brackets.environment();
            }
            case "sum", "prod", "lim", "int" -> {
                return parser.bound.bound(name);
            }
            case "det" -> {
                return determinant();
            }
            default -> {
                String currency = Currency.of(name);
                if (currency == null) {
                    return constant(name);
                }
                c.next();
                c.enterOperand();
                Node amount = parser.terms.unary();
                c.leaveOperand();
                return Node.Call.of(Op.UNIT, amount, new Node.Words(currency));
            }
        }
    }

    private Node determinant() throws SyntaxError {
        Cursor c = cursor();
        c.next();
        int mark = c.mark();
        boolean mayBe = Brackets.opening(c.peek()) != ' ' || c.peek().command("begin");
        if (mayBe && !noMatrix.get(mark)) {
            Node of = parser.atoms.atom();
            if (of instanceof Node.Matrix) {
                return Node.Call.of(Op.DET, of);
            }
            noMatrix.set(mark);
            c.reset(mark);
        }
        return new Node.Sym("det");
    }

    private Node constant(String name) throws SyntaxError {
        Cursor c = cursor();
        Node node = switch (name) {
            case "infty", "infinity", "oo" -> new Node.Sym("infinity");
            case "emptyset", "varnothing" -> new Node.Sym("∅");
            case "Pr" -> new Node.Sym("P");
            case "exponentialE" -> new Node.Sym("e");
            case "imaginaryI", "imath" -> new Node.Sym("i");
            case "ldots", "cdots", "dots", "vdots" -> new Node.Sym("…");
            case "angle",
                    "triangle",
                    "square",
                    "measuredangle",
                    "star",
                    "Box",
                    "checkmark",
                    "dim",
                    "tr",
                    "rank",
                    "ker",
                    "hom",
                    "bigcirc",
                    "blacksquare",
                    "jmath",
                    "deg" -> new Node.Sym(name);
            default -> null;
        };
        if (node == null) {
            throw c.error("a term expected, not \\" + name);
        }
        c.next();
        return node;
    }

    private Node root() throws SyntaxError {
        Cursor c = cursor();
        Node degree = null;
        if (c.peek().sign('[')) {
            c.next();
            degree = parser.terms.sum();
            c.expect(']');
        }
        Node radicand = c.peek().kind() == Kind.NUMBER ? numbers.number() : parser.atoms.argument();
        return Node.Call.of(Op.ROOT, radicand, degree == null ? Node.Num.of(2) : degree);
    }
}
