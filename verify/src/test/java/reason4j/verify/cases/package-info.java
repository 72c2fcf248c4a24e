/// Labelled cases and how verdicts compare with their labels.
@NullMarked
package reason4j.verify.cases;

import org.jspecify.annotations.NullMarked;
