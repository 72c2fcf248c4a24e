package reason4j.verify.math;

import java.util.List;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.verify.math.number.Budget;
import reason4j.verify.math.number.Stop;
import reason4j.verify.math.syntax.Node;

/// Compares two sides in all their readings under one budget.
final class Comparison {

    private final MathPolicy policy;
    private final Side gold;
    private final Side answer;
    private final boolean symmetric;
    private final Budget budget = new Budget(Budget.DEFAULT_STEPS);

    /// @param symmetric whether neither side is the gold
    Comparison(MathPolicy policy, Side gold, Side answer, boolean symmetric) {
        this.policy = policy;
        this.gold = gold;
        this.answer = answer;
        this.symmetric = symmetric;
    }

    Verdict verdict() {
        if (squeezed(gold.text()).equals(squeezed(answer.text()))) {
            return verdict(Outcome.CORRECT, "same-text", "both sides are written alike");
        }
        try {
            return decide();
        } catch (Stop.OutOfBudget spent) {
            return verdict(Outcome.TIMEOUT, "budget", "the step budget was spent before a decision");
        } catch (Stop stop) {
            return verdict(Outcome.WRONG, "undecided", String.valueOf(stop.getMessage()));
        }
    }

    private Verdict decide() {
        if (gold.error() != null) {
            return verdict(Outcome.UNSCORABLE, "gold-unparsed", "the gold answer is no mathematics: " + gold.error());
        }
        if (answer.error() != null) {
            return verdict(Outcome.WRONG, "answer-unparsed", "the answer is no mathematics: " + answer.error());
        }
        if (gold.labelled() && answer.labelled()) {
            return verdict(match(gold.readings().getFirst(), answer.readings().getFirst()));
        }
        if (policy.units() == MathPolicy.Units.REQUIRED
                && Quantities.stated(gold.readings().getFirst())
                && !Quantities.stated(answer.readings().getFirst())) {
            return verdict(Match.no("unit", "the unit of the gold answer is not stated"));
        }
        Match first = null;
        List<Node> answers = answers();
        for (Node g : golds()) {
            for (Node a : answers) {
                Match match = match(g, a);
                if (match.holds()) {
                    return verdict(match);
                }
                first = first == null ? match : first;
            }
        }
        if (decimal(gold.decimalComma(), answer) || decimal(answer.decimalComma(), gold)) {
            return verdict(Outcome.CORRECT, "decimal-comma", "a comma beside a decimal number is its point");
        }
        return verdict(first == null ? Match.undecided("nothing to compare") : first);
    }

    private List<Node> golds() {
        Evaluated evaluated = new Evaluated(budget);
        return gold.readings().stream().map(evaluated::of).toList();
    }

    private List<Node> answers() {
        Evaluated evaluated = new Evaluated(budget);
        boolean number = !symmetric && !(gold.readings().getFirst() instanceof Node.Relation);
        return answer.readings().stream()
                .map(a -> evaluated.of(number ? Chains.asked(a) : a))
                .toList();
    }

    private boolean decimal(@org.jspecify.annotations.Nullable Node comma, Side other) {
        return comma != null
                && other.readings().getFirst() instanceof Node.Num n
                && n.decimals() > 0
                && match(comma, n).holds();
    }

    private Match match(Node g, Node a) {
        double own =
                policy.approxGold() ? Math.max(gold.ownError(), symmetric ? answer.ownError() : gold.chainError()) : 0;
        Equality equality = new Equality(policy, budget, own);
        return equality.same(g, a);
    }

    private Verdict verdict(Match match) {
        return switch (match.answer()) {
            case YES -> verdict(Outcome.CORRECT, match.rule(), match.because());
            case NO -> verdict(Outcome.WRONG, match.rule(), match.because());
            case UNDECIDED -> verdict(Outcome.WRONG, match.rule(), "not shown to be equal: " + match.because());
        };
    }

    private Verdict verdict(Outcome outcome, String rule, String because) {
        return new Verdict(outcome, rule, because, form(gold), form(answer), 0);
    }

    private static String form(Side side) {
        List<Node> readings = side.readings();
        String form = side.error() != null ? side.text() : readings.getFirst().show();
        return form.length() > 500 ? form.substring(0, 500) + "…" : form;
    }

    /// Without the blanks and commands that only change how a formula looks.
    private static String squeezed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int k = 0;
        while (k < text.length()) {
            char c = text.charAt(k);
            if (c <= ' ' || c == '\\' && k + 1 < text.length() && ",;! ".indexOf(text.charAt(k + 1)) >= 0) {
                k += c == '\\' ? 2 : 1;
                boolean between = !out.isEmpty()
                        && Character.isLetterOrDigit(out.charAt(out.length() - 1))
                        && k < text.length()
                        && Character.isLetterOrDigit(text.charAt(k));
                if (between) {
                    out.append(' ');
                }
            } else if (text.startsWith("\\dfrac", k) || text.startsWith("\\tfrac", k)) {
                out.append("\\frac");
                k += "\\dfrac".length();
            } else if ((c == '_' || c == '^') && text.startsWith("{", k + 1) && text.startsWith("}", k + 3)) {
                out.append(c).append(text.charAt(k + 2));
                k += 4;
            } else {
                out.append(c);
                k++;
            }
        }
        return out.toString();
    }
}
