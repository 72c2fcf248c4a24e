package reason4j.verify.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Sums, differences and products of numerals in one base, `110_2 + 1_2`.
final class Bases {

    private static final int LARGEST = 36;
    private static final int LONGEST = 400;

    private Bases() {}

    /// The tree with numerals of the base as numbers; null where it has a number without that base.
    static @Nullable Node value(Node node, BigInteger base) {
        if (node instanceof Node.BaseNum n) {
            return n.base().equals(base) ? number(n) : null;
        }
        if (!(node instanceof Node.Call c) || c.op() != Op.ADD && c.op() != Op.MUL && c.op() != Op.NEG) {
            return null;
        }
        List<Node> args = new ArrayList<>();
        for (Node arg : c.args()) {
            Node value = value(arg, base);
            if (value == null) {
                return null;
            }
            args.add(value);
        }
        return new Node.Call(c.op(), args);
    }

    private static @Nullable Node number(Node.BaseNum n) {
        boolean readable = n.base().bitLength() < 8
                && n.base().intValue() >= 2
                && n.base().intValue() <= LARGEST
                && n.digits().length() <= LONGEST
                && n.digits().chars().allMatch(c -> Character.digit(c, n.base().intValue()) >= 0);
        return readable
                ? new Node.Num(Rational.of(new BigInteger(n.digits(), n.base().intValue())), -1)
                : null;
    }
}
