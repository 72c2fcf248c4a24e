/// From a model to a better model: tokenizer, checkpoints, transformer, generation, SFT, RLVR.
@NullMarked
package reason4j.learn;

import org.jspecify.annotations.NullMarked;
