/// Which rows are copies of which. Enter at [reason4j.curate.dedup.NearDuplicates] (in one process) and
/// [reason4j.curate.dedup.Buckets] (the same on Spark).
@NullMarked
package reason4j.curate.dedup;

import org.jspecify.annotations.NullMarked;
