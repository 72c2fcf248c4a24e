/// What is asked and what would be right: problems, answer keys, traces, fates. Enter at
/// [reason4j.core.problem.Problem].
@NullMarked
package reason4j.core.problem;

import org.jspecify.annotations.NullMarked;
