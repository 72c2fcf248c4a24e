/// Reinforcement learning with verifiable rewards. Enter at [reason4j.learn.rlvr.Rlvr].
@NullMarked
package reason4j.learn.rlvr;

import org.jspecify.annotations.NullMarked;
