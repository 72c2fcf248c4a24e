/// What other graders would say of the same answers, so that published scores can be compared on equal terms. Enter at
/// [Dialects#named]. A dialect reproduces a grader's verdicts, its mistakes included: it is for comparing, never for
/// rewards. May depend on `core` and the engine in `reason4j.verify.math`.
@NullMarked
package reason4j.verify.dialect;

import org.jspecify.annotations.NullMarked;
