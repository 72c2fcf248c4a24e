package reason4j.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Verdict;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Trace;
import reason4j.verify.math.MathVerifier;

/// Rejection sampling: of the traces of a row those stay whose answers are right.
///
/// @param kept the traces that stay, in their order
/// @param dropped how many went, by reason
record Traces(List<Trace> kept, Map<String, Integer> dropped) {

    private static final MathVerifier MATH = MathVerifier.strict();
    private static final String NO_RULE = "no rule judges it";

    /// @param unjudged whether traces stay whose answers no rule here can judge
    static Traces judged(AnswerKey key, List<Trace> traces, boolean unjudged) {
        List<Trace> kept = new ArrayList<>();
        Map<String, Integer> dropped = new TreeMap<>();
        for (Trace trace : traces) {
            String fault = fault(key, trace);
            if (fault == null || (unjudged && fault.equals(NO_RULE))) {
                kept.add(trace);
            } else {
                dropped.merge(fault, 1, Integer::sum);
            }
        }
        return new Traces(kept, dropped);
    }

    /// Why a trace is not right, or null if it is.
    private static @Nullable String fault(AnswerKey key, Trace trace) {
        return switch (key) {
            case AnswerKey.MathAnswer math -> fault(MATH.verify(math, answer(trace)));
            case AnswerKey.Choice choice -> fault(MATH.verify(choice, answer(trace)));
            // a sandbox for programs, the arithmetic of puzzles and a judge for rubrics go in here
            case AnswerKey.ProgramTests _ -> NO_RULE;
            case AnswerKey.Puzzle _ -> NO_RULE;
            case AnswerKey.Rubric _ -> NO_RULE;
        };
    }

    private static @Nullable String fault(Verdict verdict) {
        return switch (verdict.outcome()) {
            case CORRECT -> null;
            case WRONG -> verdict.answer() == null ? "no answer" : "wrong answer";
            case UNSCORABLE -> "answer cannot be judged";
            case TIMEOUT -> "out of steps";
        };
    }

    /// What answers: the response, or the reasoning where a set has put all into it.
    private static String answer(Trace trace) {
        return trace.response().isBlank() ? trace.reasoning() : trace.response();
    }
}
