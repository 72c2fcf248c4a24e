/// Verdicts on files: JSON lines in, the same lines with a verdict out, on all cores, in order, in bounded memory.
/// Enter
/// at [VerdictStream]; [Rows] says what a line may hold. May depend on `core`, the engine and the dialects.
@NullMarked
package reason4j.verify.stream;

import org.jspecify.annotations.NullMarked;
