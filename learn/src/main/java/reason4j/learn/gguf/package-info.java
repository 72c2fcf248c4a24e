/// Models in llama.cpp's GGUF files: read, decoded to 32-bit floats, and written as a checkpoint in Hugging Face's
/// layout with configuration and tokenizer. Enter at [GgufModel]; [Gguf] is the container alone. Plain Java.
@NullMarked
package reason4j.learn.gguf;

import org.jspecify.annotations.NullMarked;
