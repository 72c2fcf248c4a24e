/// Data sets of a hub by name, fetched once. Enter at [reason4j.curate.hub.Hub].
@NullMarked
package reason4j.curate.hub;

import org.jspecify.annotations.NullMarked;
