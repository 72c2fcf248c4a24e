package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;

/// What a statement says without the words that add nothing to it: `f(x) = 2x \text{ for all } x`,
/// `\text{all } k \ge 3`; and the labels of statements, `②③`.
final class Essence {

    /// Longer statements are left as they are.
    private static final int LONGEST = 500;

    private static final Pattern EVERYWHERE =
            Pattern.compile("\\bfor (?:all|any|every|each)\\b|\\\\forall(?![a-z])|对(?:任意|所有|一切)");
    /// The words from there on with what they are about: `for all real numbers $x$`, `\forall x \in \mathbb{R}`.
    private static final Pattern QUANTIFIED = Pattern.compile(
            "(?:,|\\\\quad|\\\\[ ,;]|\\s|\\\\text\\{|\\()*+(?:\\bfor (?:all|any|every|each)\\b|\\\\forall(?![a-z]))"
                    + "(?:\\s|\\}|\\$|\\\\text\\{|\\\\[ ,;]|(?:real|positive|natural|rational|integers?|numbers?|values?|of)\\b)*+"
                    + "[a-z](?![a-z])(?:\\s*+(?:\\\\in|∈)\\s*+(?:\\\\mathbb\\s*+\\{?[RZNQC]\\}?|[ℝℤℕℚℂ])(?:\\^\\{?[+*]\\}?|_\\{?[+>0]{1,2}\\}?)?)?(?:\\$|\\)|\\})*+");
    /// What says that a letter is a constant: `for some constant $c$`, `where $c$ is an arbitrary constant`.
    private static final Pattern CONSTANT = Pattern.compile(
            "(?:,|\\\\quad|\\\\[ ,;]|\\s|\\\\text\\{|\\()*+(?:(?:for|where|with)\\b(?:\\s|\\}|\\$|\\\\[ ,;])*+)"
                    + "(?:(?:some|any|every|all|an?|arbitrary|real|fixed|constants?)\\s++)*+(?<=constants? )(?:\\}|\\$|\\s|\\\\[ ,;])*+([a-zA-Z])(?:\\$|\\)|\\}|\\s)*+"
                    + "|(?:,|\\\\quad|\\\\[ ,;]|\\s|\\\\text\\{|\\()*+where\\b(?:\\s|\\}|\\$|\\\\[ ,;])*+([a-zA-Z])(?:\\s|\\}|\\$|\\\\text\\{|\\\\[ ,;])*+"
                    + "is (?:(?:an?|any|some|arbitrary|real|fixed)\\s++)*+constant(?:\\$|\\)|\\}|\\s)*+");
    /// A second statement behind such words.
    private static final Pattern MORE = Pattern.compile("[=<>]|\\\\[lg]eq?\\b|\\b(?:or|and)\\b|[或和与]");
    /// What joins a statement to the words after it.
    private static final Pattern JOINT = Pattern.compile("(?:,|\\\\quad|\\\\text\\{|\\\\[ ,;]|\\s)++$");
    private static final Pattern EMPTY_TEXT = Pattern.compile("\\\\text\\{\\s*+\\}");
    private static final Pattern ALL = Pattern.compile(
            "(?:\\\\text\\{\\s*)?(?:all|any|every)(?: (?:real|positive|negative|integers?|numbers?)){0,3}\\s*\\}?\\s*(.{1,200})",
            Pattern.DOTALL);
    private static final Pattern LABELS =
            Pattern.compile("(?:\\\\text\\{)?(?:[①-⑳](?:[\\s,，、;；]|\\\\text\\{|\\})*+){1,20}");

    private Essence() {}

    /// The side that is left without the words that say a statement holds everywhere, or without the word before a
    /// condition; null for anything else.
    static @Nullable Side of(String text) {
        Matcher constant = text.length() < LONGEST && text.contains("constant") ? CONSTANT.matcher(text) : null;
        if (constant != null && constant.find() && constant.end() == text.length() && constant.start() > 0) {
            String name = constant.group(1) == null ? constant.group(2) : constant.group(1);
            if (text.contains("(" + name + ")")) {
                return null;
            }
            Side side = Side.of(text.substring(0, constant.start()) + ", " + name + " \\in \\mathbb{R}");
            return side.error() == null ? side : null;
        }
        Matcher everywhere = EVERYWHERE.matcher(text);
        if (text.length() < LONGEST && everywhere.find() && text.indexOf('=') > 0) {
            String tail = text.substring(everywhere.end());
            if (Spoken.denied(tail)) {
                return null;
            }
            String before = JOINT.matcher(text.substring(0, everywhere.start())).replaceFirst("");
            Side side = MORE.matcher(tail).find() ? unquantified(text) : Side.of(before);
            return side != null
                            && side.error() == null
                            && stated(side.readings().getFirst())
                    ? side
                    : null;
        }
        Matcher all = ALL.matcher(text);
        if (all.matches()) {
            Side side = Side.of(all.group(1));
            boolean condition = side.error() == null
                    && side.readings().getFirst() instanceof Node.Relation r
                    && !r.ops().contains(Node.Rel.EQ);
            return condition ? side : null;
        }
        return null;
    }

    /// Several statements, each without the words that say it holds everywhere; null where such words stay.
    private static @Nullable Side unquantified(String text) {
        String left = EMPTY_TEXT
                .matcher(balanced(QUANTIFIED.matcher(text).replaceAll(" ")))
                .replaceAll(" ");
        return EVERYWHERE.matcher(left).find() || left.equals(text) ? null : Side.of(left.strip());
    }

    /// Without closing braces that nothing opens, and without the opening ones that nothing closes.
    private static String balanced(String text) {
        StringBuilder out = new StringBuilder();
        int level = 0;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            boolean escaped = k > 0 && text.charAt(k - 1) == '\\';
            if (c == '}' && !escaped && level == 0) {
                continue;
            }
            level += escaped ? 0 : c == '{' ? 1 : c == '}' ? -1 : 0;
            out.append(c);
        }
        return out.toString();
    }

    private static boolean stated(Node node) {
        return node instanceof Node.Relation
                || node instanceof Node.Group g
                        && g.isList()
                        && g.items().stream().allMatch(Node.Relation.class::isInstance);
    }

    /// The numbers in circles by which an answer names statements of its question, in no order; null for anything else.
    static @Nullable Node labels(String text) {
        if (text.length() > LONGEST || !LABELS.matcher(text).matches()) {
            return null;
        }
        List<Node> labels = new ArrayList<>();
        for (char c : text.toCharArray()) {
            if (c >= '①' && c <= '⑳') {
                labels.add(new Node.Sym(String.valueOf(c)));
            }
        }
        return labels.size() == 1 ? labels.getFirst() : new Node.Group('{', '}', labels, false);
    }
}
