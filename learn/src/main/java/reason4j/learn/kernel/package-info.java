/// Loops over native memory in the JDK's Vector API, for what libtorch does slowly on a CPU: attention over a cache and
/// the small steps between matrix products. Nothing here knows a tensor: addresses come in, and whoever calls has
/// checked what lies there. Needs `--add-modules jdk.incubator.vector`.
@NullMarked
package reason4j.learn.kernel;

import org.jspecify.annotations.NullMarked;
