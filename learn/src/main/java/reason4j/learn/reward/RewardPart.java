package reason4j.learn.reward;

/// One term of a reward.
///
/// @param name under which it is logged
/// @param weight in the sum
/// @param reward what is weighted
public record RewardPart(String name, double weight, Reward reward) {}
