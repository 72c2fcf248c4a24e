/// The command line: wiring only.
@NullMarked
package reason4j.app;

import org.jspecify.annotations.NullMarked;
