package reason4j.learn.rlvr;

import reason4j.learn.algorithm.Replay;

/// A line of `replays/step-N.jsonl`: one completion in one optimizer step.
///
/// @param row of the completion in the rollout: its line in `episodes/step-N.jsonl`, from 0
/// @param update which optimizer step of the rollout trained on it, from 0
/// @param replay all that its loss was computed from
public record Replayed(int row, int update, Replay replay) {}
