/// What the tests of other packages want to know of the parser.
@NullMarked
package reason4j.verify.math.syntax;

import org.jspecify.annotations.NullMarked;
