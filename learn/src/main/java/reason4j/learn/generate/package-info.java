/// Sampling from a model: batching, cache, samplers. Enter at [reason4j.learn.generate.Generator].
@NullMarked
package reason4j.learn.generate;

import org.jspecify.annotations.NullMarked;
