package reason4j.learn.rlvr;

import java.util.ArrayList;
import java.util.List;
import reason4j.core.problem.Problem;
import reason4j.core.run.Seed;

/// Draws problems by a permutation for each epoch. Its whole state is how many were drawn.
final class ProblemSampler {

    private final List<Problem> problems;
    private final Seed seed;
    private long drawn;
    private int[] order = new int[0];
    private long orderOf = -1;

    /// @param drawn how many a run that goes on has drawn before
    ProblemSampler(List<Problem> problems, Seed seed, long drawn) {
        this.problems = problems;
        this.seed = seed.of("problems");
        this.drawn = drawn;
    }

    long drawn() {
        return drawn;
    }

    List<Problem> next(int count) {
        List<Problem> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long epoch = drawn / problems.size();
            if (epoch != orderOf) {
                order = seed.at(epoch).permutation(problems.size());
                orderOf = epoch;
            }
            next.add(problems.get(order[(int) (drawn++ % problems.size())]));
        }
        return next;
    }
}
