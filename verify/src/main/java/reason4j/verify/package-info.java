/// Is this answer right?
@NullMarked
package reason4j.verify;

import org.jspecify.annotations.NullMarked;
