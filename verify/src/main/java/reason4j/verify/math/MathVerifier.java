package reason4j.verify.math;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.episode.Verifier;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.math.syntax.Node;
import reason4j.verify.math.syntax.Parser;
import reason4j.verify.math.syntax.Reading;
import reason4j.verify.math.syntax.SyntaxError;

/// Decides whether an answer to a mathematical question is right, and says why. Immutable and safe for many threads;
/// bounded for any input by size limits and a step budget, so it never hangs and never throws.
public final class MathVerifier implements Verifier {

    private static final String SMALL_STACK = "the stack of this thread is too small";

    private final MathPolicy policy;
    private final Extractor extractor;

    private MathVerifier(MathPolicy policy) {
        this.policy = policy;
        this.extractor = new Extractor(policy);
    }

    /// The default policy: what `docs/verifier.md` describes.
    public static MathVerifier strict() {
        return new MathVerifier(MathPolicy.strict());
    }

    /// Another policy.
    public static MathVerifier with(MathPolicy policy) {
        return new MathVerifier(policy);
    }

    /// The switches by which it decides.
    public MathPolicy policy() {
        return policy;
    }

    @Override
    public Verdict verify(AnswerKey key, String response) {
        return switch (key) {
            case AnswerKey.MathAnswer math -> verify(math.gold(), response);
            case AnswerKey.Choice choice -> verify(choice.letter(), response);
            case AnswerKey.ProgramTests tests -> notMath("program tests");
            case AnswerKey.Puzzle puzzle -> notMath("a puzzle");
            case AnswerKey.Rubric rubric -> notMath("a rubric");
        };
    }

    private static Verdict notMath(String kind) {
        return verdict(Outcome.UNSCORABLE, "not-math", "the key is " + kind + ", no mathematical answer", null, null);
    }

    private static Verdict verdict(
            Outcome outcome, String rule, String because, @Nullable String gold, @Nullable String answer) {
        return new Verdict(outcome, rule, because, gold, answer, 0);
    }

    /// Whether a whole response answers a gold answer; both may carry text, boxes and dollar signs around the answer.
    public Verdict verify(String gold, String response) {
        long start = System.nanoTime();
        return timed(within(() -> judge(gold, response), MathVerifier::failed), start);
    }

    /// The bounds on depth assume a usual stack; a caller with a tiny one, or whoever meets a defect, still gets an
    /// answer.
    private static <T> T within(Supplier<T> work, Function<String, T> failed) {
        try {
            return work.get();
        } catch (StackOverflowError small) {
            return failed.apply(SMALL_STACK);
        } catch (RuntimeException unforeseen) {
            return failed.apply("a defect of the verifier: " + unforeseen);
        }
    }

    private static Verdict failed(String because) {
        return because.equals(SMALL_STACK)
                ? verdict(Outcome.TIMEOUT, "stack", because, null, null)
                : verdict(Outcome.UNSCORABLE, "defect", because, null, null);
    }

    private Verdict judge(String gold, String response) {
        Extraction key = extractor.gold(gold);
        if (!key.found()) {
            return verdict(Outcome.UNSCORABLE, key.how(), "the gold answer is empty", null, null);
        }
        if (response.length() <= Side.MAX_LENGTH && response.strip().equals(gold.strip())) {
            return verdict(
                    Outcome.CORRECT, "same-text", "the response is the gold answer as written", key.text(), key.text());
        }
        Extraction answer = extractor.answer(response);
        if (!answer.found()) {
            String because = "no answer in the response: " + answer.how().replace('-', ' ');
            return verdict(Outcome.WRONG, answer.how(), because, key.text(), null);
        }
        if (!policy.strings().isEmpty()) {
            return strings(key.text(), answer.text());
        }
        return compare(key, answer, false);
    }

    private Verdict strings(String gold, String answer) {
        String g = Cleaner.clean(gold);
        String a = Cleaner.clean(answer);
        boolean same = policy.lowercase() ? g.equalsIgnoreCase(a) : g.equals(a);
        return verdict(same ? Outcome.CORRECT : Outcome.WRONG, "string", "the answer is '" + a + "'", g, a);
    }

    /// Whether two answers mean the same; symmetric in its two sides.
    public Verdict bare(String gold, String answer) {
        long start = System.nanoTime();
        return timed(within(() -> judgeBare(gold, answer), MathVerifier::failed), start);
    }

    private Verdict judgeBare(String gold, String answer) {
        if (gold.length() > Side.MAX_LENGTH || answer.length() > Side.MAX_LENGTH) {
            return tooLong();
        }
        return blank(gold) || blank(answer)
                ? verdict(Outcome.WRONG, "empty", "an empty answer", gold, answer)
                : compare(Extraction.of(gold, "bare"), Extraction.of(answer, "bare"), true);
    }

    private static Verdict tooLong() {
        String because = "an answer of more than " + Side.MAX_LENGTH + " characters";
        return verdict(Outcome.UNSCORABLE, "too-long", because, null, null);
    }

    private static boolean blank(String text) {
        return Cleaner.clean(text).isEmpty();
    }

    private static Verdict timed(Verdict v, long start) {
        double millis = (System.nanoTime() - start) / 1e6;
        return new Verdict(v.outcome(), v.rule(), v.because(), v.gold(), v.answer(), millis);
    }

    private Verdict compare(Extraction gold, Extraction answer, boolean symmetric) {
        if (gold.text().length() > Side.MAX_LENGTH || answer.text().length() > Side.MAX_LENGTH) {
            return tooLong();
        }
        if (blank(answer.text())) {
            return verdict(Outcome.WRONG, "empty", "an empty answer", gold.text(), answer.text());
        }
        return new Comparison(policy, side(gold), side(answer), symmetric).verdict();
    }

    private static Side side(Extraction extraction) {
        return extraction.answers().size() == 1
                ? Side.of(extraction.answers().getFirst())
                : Side.list(extraction.answers());
    }

    /// The answer of a response.
    public Extraction extract(String response) {
        return within(() -> extractor.answer(response), _ -> Extraction.none("stack"));
    }

    /// For people: extraction, normal forms and the step at which the sides part, line by line.
    public String explain(String gold, String response) {
        return within(() -> explanation(gold, response), because -> because + "\n");
    }

    private String explanation(String gold, String response) {
        Extraction key = extractor.gold(gold);
        Extraction answer = extractor.answer(response);
        return "gold      " + key.text() + "   (" + key.how() + ")\n"
                + "answer    " + (answer.found() ? answer.text() : "none") + "   (" + answer.how() + ")\n"
                + forms(key, answer)
                + conclusion(judge(gold, response));
    }

    /// As [#explain], for two answers.
    public String explainBare(String gold, String answer) {
        return within(
                () -> forms(Extraction.of(gold, "bare"), Extraction.of(answer, "bare"))
                        + conclusion(judgeBare(gold, answer)),
                because -> because + "\n");
    }

    private static String forms(Extraction gold, Extraction answer) {
        return form("gold", gold) + form("answer", answer);
    }

    private static String form(String name, Extraction e) {
        if (!e.found() || e.text().length() > Side.MAX_LENGTH) {
            return "";
        }
        Side side = side(e);
        StringBuilder out = new StringBuilder();
        for (Node reading : side.readings()) {
            out.append(name).append(" means ").append(reading.show()).append('\n');
        }
        if (side.error() != null) {
            out.append(name).append(" is no mathematics: ").append(side.error()).append('\n');
        }
        return out.toString();
    }

    private static String conclusion(Verdict v) {
        return "verdict   " + v.outcome().name().toLowerCase(java.util.Locale.ROOT) + " by " + v.rule() + ": "
                + v.because() + "\n";
    }

    /// The string with blanks in the place of the brackets that set it off as a formula, so that positions stay.
    private static String undelimited(String latex) {
        String inner = latex.strip();
        for (String open : new String[] {"\\[", "\\("}) {
            String close = open.equals("\\[") ? "\\]" : "\\)";
            if (inner.length() > 4 && inner.startsWith(open) && inner.endsWith(close)) {
                int from = latex.indexOf(open);
                int to = latex.lastIndexOf(close);
                return latex.substring(0, from) + "  " + latex.substring(from + 2, to) + "  ";
            }
        }
        return latex;
    }

    /// The tree of a string of LaTeX or plain mathematics, or the error with its position.
    public static ParseOutcome parse(String latex) {
        if (latex.length() > Side.MAX_LENGTH) {
            return new ParseOutcome.Failure(Side.MAX_LENGTH, "longer than " + Side.MAX_LENGTH + " characters");
        }
        try {
            return new ParseOutcome.Tree(
                    Parser.parse(undelimited(latex), Reading.USUAL).tree().show());
        } catch (SyntaxError e) {
            return new ParseOutcome.Failure(e.position(), e.reason());
        } catch (StackOverflowError small) {
            return new ParseOutcome.Failure(0, SMALL_STACK);
        } catch (RuntimeException unforeseen) {
            return new ParseOutcome.Failure(0, "a defect of the parser: " + unforeseen);
        }
    }
}
