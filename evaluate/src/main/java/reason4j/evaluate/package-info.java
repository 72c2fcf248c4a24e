/// How good is a model? Asks a [reason4j.core.episode.Completions] for samples of held-out problems, has them graded,
/// and says how sure the numbers are. Enter at [reason4j.evaluate.Evaluation]; two models are compared by
/// [reason4j.evaluate.Difference], and [reason4j.evaluate.TrueSteps] reads what a verifier of answers does not see.
/// Depends on core and verify; knows no model.
@NullMarked
package reason4j.evaluate;

import org.jspecify.annotations.NullMarked;
