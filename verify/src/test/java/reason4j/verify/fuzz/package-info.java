/// Inputs that nobody means well: generated, mutated, random. Enter at [Inputs]; [FuzzTest] runs them in the build,
/// [LongRun] for hours.
@NullMarked
package reason4j.verify.fuzz;

import org.jspecify.annotations.NullMarked;
