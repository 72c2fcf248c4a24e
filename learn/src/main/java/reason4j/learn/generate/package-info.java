/// Sampling from a model: batching, cache, samplers, stop strings, bounds of reasoning. Enter at
/// [reason4j.learn.generate.Generator] with prompts that are there already, at
/// [reason4j.learn.generate.GenerationThread] with prompts that come one by one; both turn the same loop.
@NullMarked
package reason4j.learn.generate;

import org.jspecify.annotations.NullMarked;
