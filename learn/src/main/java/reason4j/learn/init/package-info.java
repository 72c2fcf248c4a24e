/// Models from nothing: a tokenizer for the set at hand, random weights. Enter at [reason4j.learn.init.FromScratch].
@NullMarked
package reason4j.learn.init;

import org.jspecify.annotations.NullMarked;
