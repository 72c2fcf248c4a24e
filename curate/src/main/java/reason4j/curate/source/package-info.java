/// Where raw rows come from: files cut into slices, and one small class for each published schema. Enter at
/// [reason4j.curate.source.Schema]; a new set is one file and one line in [reason4j.curate.source.Schemas].
@NullMarked
package reason4j.curate.source;

import org.jspecify.annotations.NullMarked;
