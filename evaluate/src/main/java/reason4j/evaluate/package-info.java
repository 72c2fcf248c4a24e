/// How good is a model?
@NullMarked
package reason4j.evaluate;

import org.jspecify.annotations.NullMarked;
