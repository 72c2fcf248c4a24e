/// Low-rank adapters (LoRA) in PEFT's format: train, read, write, merge. Enter at [reason4j.learn.lora.Tuning] for
/// training, at [reason4j.learn.lora.Adapter] for the rest. Depends on model, checkpoint and tensor.
@NullMarked
package reason4j.learn.lora;

import org.jspecify.annotations.NullMarked;
