/// Supervised fine-tuning on verified traces. Enter at [reason4j.learn.sft.Sft].
@NullMarked
package reason4j.learn.sft;

import org.jspecify.annotations.NullMarked;
