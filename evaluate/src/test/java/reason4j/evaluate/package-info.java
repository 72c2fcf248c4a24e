/// Tests of the room `evaluate`.
@NullMarked
package reason4j.evaluate;

import org.jspecify.annotations.NullMarked;
