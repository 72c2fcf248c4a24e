/// JSON, JSON lines, files written whole or not at all.
@NullMarked
package reason4j.core.io;

import org.jspecify.annotations.NullMarked;
