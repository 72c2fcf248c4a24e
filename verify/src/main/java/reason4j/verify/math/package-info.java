/// The math verifier: extraction, parsing, exact and high-precision values, equality, and the policy that names every
/// switch. Enter at [reason4j.verify.math.MathVerifier]. Depends on `core` alone; no computer algebra system.
@NullMarked
package reason4j.verify.math;

import org.jspecify.annotations.NullMarked;
