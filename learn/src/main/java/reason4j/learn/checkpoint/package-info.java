/// Hugging Face directories: safetensors in and out, whole or not at all. Enter at
/// [reason4j.learn.checkpoint.Checkpoint].
@NullMarked
package reason4j.learn.checkpoint;

import org.jspecify.annotations.NullMarked;
