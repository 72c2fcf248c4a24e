package reason4j.verify.dialect;

import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.problem.AnswerKey;

/// A grader that takes a string out of a response and compares it with the key's.
///
/// @param name of the dialect
/// @param fromResponse the answer in a whole response, or null
/// @param fromBare the answer in an answer alone, or null where even that lacks what the grader looks for
/// @param equal whether the answer (second) is what the gold (first) is
record StringGrader(
        String name,
        Function<String, @Nullable String> fromResponse,
        Function<String, @Nullable String> fromBare,
        BiPredicate<String, String> equal)
        implements Dialect {

    /// Longer responses are read from their end only, longer answers are not judged.
    private static final int MAX_RESPONSE = 200_000;

    private static final int MAX_ANSWER = 10_000;

    @Override
    public Verdict verify(AnswerKey key, String response) {
        int from = Math.max(0, response.length() - MAX_RESPONSE);
        return judge(key, response.substring(from), fromResponse, true);
    }

    @Override
    public Verdict bare(AnswerKey key, String answer) {
        return judge(key, answer, fromBare, false);
    }

    private Verdict judge(AnswerKey key, String text, Function<String, @Nullable String> take, boolean whole) {
        long start = System.nanoTime();
        String stated = Golds.of(key);
        if (stated == null) {
            return said(Outcome.UNSCORABLE, "unscorable-key", "The grader knows only answers that are strings.", start);
        }
        if (stated.length() > MAX_RESPONSE || text.length() > MAX_RESPONSE) {
            return tooLong(start);
        }
        String gold = whole ? Golds.plain(stated) : stated;
        String answer = take.apply(text);
        if (answer == null) {
            return said(Outcome.WRONG, "no-answer", "The grader finds no answer where it looks for one.", start);
        }
        if (answer.length() > MAX_ANSWER || gold.length() > MAX_ANSWER) {
            return tooLong(start);
        }
        boolean correct = equal.test(gold, answer);
        Outcome outcome = correct ? Outcome.CORRECT : Outcome.WRONG;
        String because = "The grader takes \"" + answer + "\" for " + (correct ? "" : "something else than ") + "\""
                + gold + "\".";
        return new Verdict(outcome, "dialect-" + name, because, gold, answer, millisSince(start));
    }

    private static Verdict tooLong(long start) {
        String because = "An answer of more than " + MAX_ANSWER + " characters is not judged.";
        return said(Outcome.UNSCORABLE, "too-long", because, start);
    }

    private static Verdict said(Outcome outcome, String rule, String because, long start) {
        return new Verdict(outcome, rule, because, null, null, millisSince(start));
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
