/// AdamW, learning-rate schedules, gradient norms.
@NullMarked
package reason4j.learn.optimize;

import org.jspecify.annotations.NullMarked;
