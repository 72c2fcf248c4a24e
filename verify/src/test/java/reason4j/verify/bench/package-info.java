/// What is measured of the verifier, from the scripts in `bench/verify`.
@NullMarked
package reason4j.verify.bench;

import org.jspecify.annotations.NullMarked;
