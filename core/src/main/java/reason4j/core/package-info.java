/// What all rooms share: the records of the pipeline, configuration, run directories, seeds, JSON lines. Depends on the
/// JDK and Jackson; knows no model.
@NullMarked
package reason4j.core;

import org.jspecify.annotations.NullMarked;
