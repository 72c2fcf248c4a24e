/// Tests of the room `report`, and a generator of a small run to look at.
@NullMarked
package reason4j.report;

import org.jspecify.annotations.NullMarked;
