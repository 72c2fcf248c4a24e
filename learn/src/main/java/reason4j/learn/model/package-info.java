/// The decoder-only transformer of Llama, Qwen and their kin: configuration, parameters, forward pass, key-value cache,
/// language head. Enter at [reason4j.learn.model.Transformer].
@NullMarked
package reason4j.learn.model;

import org.jspecify.annotations.NullMarked;
