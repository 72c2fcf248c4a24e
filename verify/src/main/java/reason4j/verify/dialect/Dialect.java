package reason4j.verify.dialect;

import reason4j.core.episode.Verdict;
import reason4j.core.episode.Verifier;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.math.MathPolicy;

/// A grader of somebody else, reproduced. As a [Verifier] it takes the answer out of a whole response in the grader's
/// own way.
public interface Dialect extends Verifier {

    /// What the command line and files call it, such as `math-verify`.
    String name();

    /// The verdict on an answer that needs no extraction.
    ///
    /// @param key what would be right
    /// @param answer the answer alone
    Verdict bare(AnswerKey key, String answer);

    /// The same grader with those switches of a policy that it has itself; most have none.
    default Dialect under(MathPolicy policy) {
        return this;
    }
}
