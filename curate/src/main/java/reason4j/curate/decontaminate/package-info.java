/// Which rows a benchmark contains already. Enter at [reason4j.curate.decontaminate.Rules].
@NullMarked
package reason4j.curate.decontaminate;

import org.jspecify.annotations.NullMarked;
