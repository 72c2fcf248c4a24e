/// From raw questions to a set one can trust.
@NullMarked
package reason4j.curate;

import org.jspecify.annotations.NullMarked;
