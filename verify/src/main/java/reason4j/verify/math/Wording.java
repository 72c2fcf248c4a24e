package reason4j.verify.math;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Equality of symbols and of words.
final class Wording {

    private static final String NOTHING = "no solution";
    private static final Set<String> NOTHINGS = Set.of("no solutions", "empty set", "null set", "no solution exists");

    private static final Map<String, String> ABBREVIATED = Map.of(
            "dne", "does not exist", "all integers", "ℤ", "set of all integers", "ℤ", "integers", "ℤ", "全体整数", "ℤ");

    /// What a sentence may be about: a few words that neither answer nor deny nor doubt.
    private static final Pattern SUBJECT = Pattern.compile(
            "(?!.*\\b(?:yes|no|true|false|is|not|never|maybe|neither|nor|either|or|if|whether|what|which|wrong)\\b)\\w+(?: \\w+){0,3}");

    private static final Pattern EVERYTHING = Pattern.compile(
            "(?:set of )?(?:all )?real (?:numbers?|values?)|(?:all|any) reals?|(?:all|any|every) real (?:number|value)s?(?: (?:for|of))? ?[a-z]?"
                    + "|(?:全体|一切|所有|任意)实数集?|实数集");

    private Wording() {}

    /// Whether words mean all real numbers, without exception.
    static boolean everything(Node.Words words) {
        return words.text().length() < 60
                && EVERYTHING.matcher(Texts.normal(words.text())).matches();
    }

    /// The same symbol; the letters of choices in either case.
    static Match symbols(Node.Sym x, Node.Sym y) {
        boolean choice = x.name().length() == 1 && "abcdefABCDEF".contains(x.name());
        boolean same = x.name().equals(y.name()) || choice && x.name().equalsIgnoreCase(y.name());
        String shown = x.name() + " and " + y.name();
        return same ? Match.yes("symbol", shown + " are the same") : Match.no("symbol", shown + " differ");
    }

    static Match words(Node a, Node b) {
        Node number = a instanceof Node.Words ? b : a;
        Integer named = Spoken.number(a instanceof Node.Words w ? w.text() : b instanceof Node.Words w ? w.text() : "");
        if (named != null && number instanceof Node.Num n) {
            return n.value().equals(Rational.of(named))
                    ? Match.yes("number-word", "the word says " + named)
                    : Match.no("number-word", "the word says " + named);
        }
        String x = spoken(a);
        String y = spoken(b);
        if (x == null || y == null) {
            return Match.no("text", "words on one side, mathematics on the other");
        }
        boolean stated = states(x, y) || states(y, x);
        return x.equals(y) || stated
                ? Match.yes("text", "the same words")
                : Match.no("text", "'" + x + "' is not '" + y + "'");
    }

    /// Whether a short sentence says of one thing that it is what the words say: `The function is even`.
    private static boolean states(String sentence, String words) {
        String end = " is " + words;
        return sentence.endsWith(end)
                && SUBJECT.matcher(sentence.substring(0, sentence.length() - end.length()))
                        .matches();
    }

    private static @Nullable String spoken(Node node) {
        return switch (node) {
            case Node.Words w -> {
                String normal = Texts.normal(w.text());
                yield NOTHINGS.contains(normal) ? NOTHING : ABBREVIATED.getOrDefault(normal, normal);
            }
            case Node.Sym s -> s.name().equals("∅") ? NOTHING : Texts.normal(s.name());
            case Node.Call c -> {
                StringBuilder letters = new StringBuilder();
                boolean product = c.op() == Op.MUL;
                for (Node arg : c.args()) {
                    product &= arg instanceof Node.Sym s && s.name().length() == 1;
                    letters.append(arg.show());
                }
                yield product ? Texts.normal(letters.toString()) : null;
            }
            default -> null;
        };
    }
}
