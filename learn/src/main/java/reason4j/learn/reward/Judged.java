package reason4j.learn.reward;

import reason4j.core.episode.Completion;
import reason4j.core.episode.Verdict;

/// A completion and what the verifier said of it.
public record Judged(Completion completion, Verdict verdict) {}
