package reason4j.verify.math;

import java.math.BigInteger;
import reason4j.verify.math.number.Arithmetic;
import reason4j.verify.math.number.Ball;
import reason4j.verify.math.number.Functions;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Op;

/// Functions of one number.
final class Elementary {

    private Elementary() {}

    static Ball of(Op op, Ball x, Numeric at) {
        Arithmetic ar = at.arithmetic();
        Functions fn = at.functions();
        return switch (op) {
            case ABS -> ar.abs(x);
            case SIN -> fn.sin(x);
            case COS -> fn.cos(x);
            case TAN -> fn.tan(x);
            case COT -> ar.over(fn.cos(x), fn.sin(x));
            case SEC -> inverse(fn.cos(x), ar);
            case CSC -> inverse(fn.sin(x), ar);
            case ASIN -> at.noting(x, fn.asin(x));
            case ACOS -> at.noting(x, fn.acos(x));
            case ATAN -> fn.atan(x);
            case ACOT -> ar.minus(ar.over(ar.pi(), ar.of(2)), fn.atan(x));
            case ASEC -> at.noting(x, fn.acos(inverse(x, ar)));
            case ACSC -> at.noting(x, fn.asin(inverse(x, ar)));
            case SINH -> fn.sinh(x);
            case COSH -> fn.cosh(x);
            case TANH -> fn.tanh(x);
            case COTH -> inverse(fn.tanh(x), ar);
            case ASINH -> fn.asinh(x);
            case ACOSH -> at.noting(x, fn.acosh(x));
            case ATANH -> at.noting(x, fn.atanh(x));
            case LN -> at.ln(x);
            case LOG -> at.log(x);
            case EXP -> fn.exp(x);
            case RE -> new Ball(x.re(), zero(ar), x.err());
            case IM -> new Ball(x.im(), zero(ar), x.err());
            case CONJUGATE -> new Ball(x.re(), x.im().negate(), x.err());
            case FLOOR -> floor(x, at);
            case CEIL -> ar.negate(floor(ar.negate(x), at));
            case FACTORIAL -> factorial(x, 1, at);
            case DOUBLE_FACTORIAL -> factorial(x, 2, at);
            default -> throw new Stop.OutOfReach("no function " + op);
        };
    }

    private static reason4j.verify.math.number.Big zero(Arithmetic ar) {
        return ar.of(0).im();
    }

    private static Ball inverse(Ball x, Arithmetic ar) {
        return ar.over(ar.of(1), x);
    }

    /// The greatest integer that does not exceed x; a number that may be an integer is one.
    static Ball floor(Ball x, Numeric at) {
        if (!x.isReal()) {
            throw new Stop.Undefined("the floor of a complex number");
        }
        Arithmetic ar = at.arithmetic();
        Ball nearest = ar.of(Rational.of(at.nearest(x)));
        Ball rest = ar.minus(x, nearest);
        return rest.mayBeZero() || rest.sign() > 0 ? nearest : ar.minus(nearest, ar.of(1));
    }

    private static Ball factorial(Ball x, int step, Numeric at) {
        BigInteger n = x.isReal() ? at.integer(x) : null;
        if (n == null) {
            throw new Stop.Undefined("a factorial of what is no natural number");
        }
        return at.arithmetic().of(Rational.of(Exact.factorial(Rational.of(n), step, at.budget())));
    }
}
