package reason4j.verify.math;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Rational sines, cosines and tangents of rational multiples of π.
final class Angles {

    private static final Rational HALF = Rational.of(BigInteger.ONE, BigInteger.TWO);
    private static final int MAX_DEPTH = 8;

    private Angles() {}

    /// The value of a function at an angle where both are known exactly; null for anything else.
    ///
    /// @param exact evaluates what has no π in it
    static @Nullable Rational of(Op op, Node angle, Exact exact) {
        if (op != Op.SIN && op != Op.COS && op != Op.TAN) {
            return null;
        }
        Rational turns = halfTurns(angle, exact, 0);
        if (turns == null) {
            return null;
        }
        return switch (op) {
            case SIN -> sine(turns);
            case COS -> sine(turns.plus(HALF));
            default -> tangent(turns);
        };
    }

    /// An angle as a multiple of π.
    private static @Nullable Rational halfTurns(Node node, Exact exact, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (node instanceof Node.Sym s && s.name().equals("pi")) {
            return Rational.ONE;
        }
        if (!(node instanceof Node.Call c)) {
            return null;
        }
        return switch (c.op()) {
            case DEGREES -> {
                Rational degrees = exact.of(c.arg(0));
                yield degrees == null ? null : degrees.over(Rational.of(180));
            }
            case NEG -> {
                Rational of = halfTurns(c.arg(0), exact, depth + 1);
                yield of == null ? null : of.negate();
            }
            case DIV -> {
                Rational above = halfTurns(c.arg(0), exact, depth + 1);
                Rational below = above == null ? null : exact.of(c.arg(1));
                yield above == null || below == null ? null : above.over(below);
            }
            case MUL -> product(c, exact, depth);
            default -> null;
        };
    }

    private static @Nullable Rational product(Node.Call c, Exact exact, int depth) {
        Rational factor = Rational.ONE;
        Rational angle = null;
        for (Node arg : c.args()) {
            Rational plain = exact.of(arg);
            if (plain != null) {
                factor = factor.times(plain);
                continue;
            }
            Rational own = angle == null ? halfTurns(arg, exact, depth + 1) : null;
            if (own == null) {
                return null;
            }
            angle = own;
        }
        return angle == null ? null : angle.times(factor);
    }

    private static @Nullable Rational sine(Rational turns) {
        Rational within = turns.mod(Rational.of(2));
        Rational sixths = within.times(Rational.of(6));
        if (!sixths.isInteger()) {
            return null;
        }
        return switch (sixths.num().intValue()) {
            case 0, 6 -> Rational.ZERO;
            case 1, 5 -> HALF;
            case 3 -> Rational.ONE;
            case 7, 11 -> HALF.negate();
            case 9 -> Rational.of(-1);
            default -> null;
        };
    }

    private static @Nullable Rational tangent(Rational turns) {
        Rational quarters = turns.mod(Rational.ONE).times(Rational.of(4));
        if (!quarters.isInteger()) {
            return null;
        }
        return switch (quarters.num().intValue()) {
            case 0 -> Rational.ZERO;
            case 1 -> Rational.ONE;
            case 3 -> Rational.of(-1);
            default -> throw new Stop.Undefined("the tangent of a right angle");
        };
    }
}
