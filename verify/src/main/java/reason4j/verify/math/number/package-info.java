/// Numbers that say how far they can be trusted: exact rationals, and complex numbers of any precision with a bound on
/// their error. Enter at [reason4j.verify.math.number.Rational] and [reason4j.verify.math.number.Ball]. Depends on
/// nothing but the JDK; every loop pays from a [reason4j.verify.math.number.Budget].
@NullMarked
package reason4j.verify.math.number;

import org.jspecify.annotations.NullMarked;
