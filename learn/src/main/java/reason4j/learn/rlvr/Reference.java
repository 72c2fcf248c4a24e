package reason4j.learn.rlvr;

import java.util.List;
import java.util.function.Function;
import reason4j.learn.model.LanguageHead;
import reason4j.learn.model.Sequence;
import reason4j.learn.model.TrainingPass;
import reason4j.learn.model.Transformer;

/// What the KL term holds the policy to.
sealed interface Reference extends AutoCloseable {

    /// There is no KL term.
    Reference NONE = new Absent();

    static Reference of(Function<List<Sequence>, List<LanguageHead.Scores>> scoring) {
        return new Switched(scoring);
    }

    /// Scores response tokens.
    ///
    /// @return per sequence, in order; empty if there is no reference
    List<LanguageHead.Scores> score(List<Sequence> sequences);

    @Override
    void close();

    /// No reference.
    record Absent() implements Reference {
        @Override
        public List<LanguageHead.Scores> score(List<Sequence> sequences) {
            return List.of();
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }

    /// The policy itself, its adapter switched off.
    record Switched(Function<List<Sequence>, List<LanguageHead.Scores>> scoring) implements Reference {
        @Override
        public List<LanguageHead.Scores> score(List<Sequence> sequences) {
            return scoring.apply(sequences);
        }

        @Override
        public void close() {
            // the policy is closed by who made it
        }
    }

    /// A copy of the model to start from.
    record Frozen(Transformer model, TrainingPass pass) implements Reference {
        @Override
        public List<LanguageHead.Scores> score(List<Sequence> sequences) {
            return pass.score(sequences);
        }

        @Override
        public void close() {
            pass.close();
            model.close();
        }
    }
}
