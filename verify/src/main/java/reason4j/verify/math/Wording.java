package reason4j.verify.math;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.number.Rational;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Op;

/// Equality of symbols and of words.
final class Wording {

    private static final String NOTHING = "no solution";
    private static final Set<String> NOTHINGS = Set.of(
            "no solutions", "empty set", "null set", "no solution exists", "no real solutions", "no real solution");

    private static final Map<String, String> ABBREVIATED = Map.of(
            "dne",
            "does not exist",
            "integers",
            "ℤ",
            "全体整数",
            "ℤ",
            "positive integers",
            "ℤ^+",
            "natural numbers",
            "ℕ",
            "rational numbers",
            "ℚ",
            "complex numbers",
            "ℂ");

    private static final int LONGEST_SENTENCE = 200;
    private static final Set<String> CONFIRMING = Set.of("yes", "no", "true", "false");
    private static final Pattern CALLED = Pattern.compile(
            "(?i:point|option|choice|team|player|box|bag|urn|plan|store|statement|vertex|person)\\s+([A-Za-z])");
    private static final int LONGEST_KIND = 80;
    private static final Pattern KIND = Pattern.compile(
            "(?:(?:set of|all|any|every|each|is|are|must be|odd|even|prime|primes|positive|negative|nonnegative|non negative|natural|rational|irrational|complex|integers?|numbers?|[a-z])(?: |$)){1,12}");
    private static final Pattern PARITY = Pattern.compile("(?<!\\w)(?:odd|even|primes?)(?!\\w)");
    private static final Pattern FILLING = Pattern.compile("(?<!\\w)(?:set of|all|any|every|each) | [a-z]$");
    private static final Pattern FILLING_PARITY =
            Pattern.compile("(?<!\\w)(?:set of|all|any|every|each|is|are|must be|integers?|numbers?|[a-z])(?: |$)");

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

    static Match words(Node one, Node other) {
        Node a = confirmed(one, other);
        Node b = confirmed(other, one);
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

    /// `Yes` of `Yes, it converges` where the other side is such a word alone; the letter of `point Q` beside a letter.
    private static Node confirmed(Node node, Node other) {
        if (!(node instanceof Node.Words w) || w.text().length() > LONGEST_SENTENCE) {
            return node;
        }
        String answer = Spoken.confirmed(w.text());
        boolean word = other instanceof Node.Words o && CONFIRMING.contains(Texts.normal(o.text()));
        if (word && answer != null) {
            return new Node.Words(answer);
        }
        Matcher called = CALLED.matcher(w.text().strip());
        return other instanceof Node.Sym s && s.name().length() == 1 && called.matches()
                ? new Node.Sym(called.group(1))
                : node;
    }

    /// Whether a short sentence says of one thing that it is what the words say: `The function is even`.
    private static boolean states(String sentence, String words) {
        String end = " is " + words;
        return sentence.endsWith(end)
                && SUBJECT.matcher(sentence.substring(0, sentence.length() - end.length()))
                        .matches();
    }

    /// What words say of all numbers of a kind without what adds nothing: `all odd n`, `n is odd` and `odd integers`
    /// are
    /// `odd`, `the set of all positive integers` is `positive integers`.
    private static String kind(String normal) {
        if (normal.length() > LONGEST_KIND || !KIND.matcher(normal).matches()) {
            return normal;
        }
        boolean parity = PARITY.matcher(normal).find();
        return (parity ? FILLING_PARITY : FILLING)
                .matcher(normal)
                .replaceAll("")
                .strip()
                .replace("primes", "prime");
    }

    /// A quantity in several units with one name for each, `5 feet 3 inches` as `5 ft 3 in`.
    private static String compound(String normal) {
        if (normal.length() > LONGEST_KIND || !Texts.compound(normal)) {
            return normal;
        }
        StringBuilder out = new StringBuilder();
        for (String part : normal.split("(?<=[0-9]) ?(?=[a-z])|(?<=[a-z]) (?=[0-9])")) {
            out.append(Character.isDigit(part.charAt(0)) ? part : Units.canonical(part))
                    .append(' ');
        }
        return out.toString();
    }

    private static @Nullable String spoken(Node node) {
        return switch (node) {
            case Node.Words w -> {
                String normal = compound(kind(Texts.normal(w.text())));
                yield NOTHINGS.contains(normal) ? NOTHING : ABBREVIATED.getOrDefault(normal, normal);
            }
            case Node.Sym s -> s.name().equals("∅") ? NOTHING : Texts.normal(s.name());
            case Node.Call c -> {
                StringBuilder letters = new StringBuilder();
                if (c.op() == Op.UNIT && c.arg(0) instanceof Node.Sym n && c.arg(1) instanceof Node.Words w) {
                    yield kind(Texts.normal(n.name() + " " + w.text()));
                }
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
