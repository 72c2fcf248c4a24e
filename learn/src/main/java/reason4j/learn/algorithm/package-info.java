/// The algorithms of reinforcement learning with verifiable rewards, as compositions of pure functions over arrays
/// of doubles: an [reason4j.learn.algorithm.Advantage], a [reason4j.learn.algorithm.Ratio] with its
/// [reason4j.learn.algorithm.Clip], an [reason4j.learn.algorithm.Aggregation] and a [reason4j.learn.algorithm.Kl].
///
/// Enter at [reason4j.learn.algorithm.Algorithms], the table of all of them. A trainer's part is small: it forwards
/// a sequence, hands the log-probabilities to [reason4j.learn.algorithm.PolicyLoss], and runs backward with the
/// gradient that it gets. Nothing here knows tensors, files or clocks.
@NullMarked
package reason4j.learn.algorithm;

import org.jspecify.annotations.NullMarked;
