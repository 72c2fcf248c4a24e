/// Hugging Face directories: safetensors in and out, whole or not at all; what one holds, its copies in other formats,
/// the difference of two. Enter at [reason4j.learn.checkpoint.Checkpoint]. Depends on model, text and tensor.
@NullMarked
package reason4j.learn.checkpoint;

import org.jspecify.annotations.NullMarked;
