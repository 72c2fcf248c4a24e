/// What a completion earns: the reward formulas that recur in published systems, as pure functions over groups of
/// judged completions, and their weighted sum. Enter at [reason4j.learn.reward.Rewards].
@NullMarked
package reason4j.learn.reward;

import org.jspecify.annotations.NullMarked;
