package reason4j.verify.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Sums, differences and products of numerals in one base, `110_2 + 1_2`.
final class Bases {

    private static final int LARGEST = 36;
    private static final int LONGEST = 400;

    private static final Pattern SPELLED = Pattern.compile("([0-9a-f]{1,50})_([0-9]{2})");

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

    /// A numeral whose digits are small letters, `1a_{16}`, which by itself could be a product; null for others.
    static Node.@Nullable BaseNum spelled(Node node) {
        List<Node> factors = node instanceof Node.Call c && c.op() == Op.MUL ? c.args() : List.of(node);
        StringBuilder digits = new StringBuilder();
        for (Node factor : factors) {
            String text = factor.show();
            boolean digit = factor instanceof Node.Num n ? n.value().isInteger() : factor instanceof Node.Sym;
            if (!digit || digits.length() > LONGEST) {
                return null;
            }
            digits.append(text);
        }
        Matcher numeral = SPELLED.matcher(digits);
        return numeral.matches()
                ? new Node.BaseNum(numeral.group(1).toUpperCase(Locale.ROOT), new BigInteger(numeral.group(2)))
                : null;
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
