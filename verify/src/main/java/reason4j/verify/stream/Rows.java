package reason4j.verify.stream;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.problem.AnswerKey;
import reason4j.verify.dialect.Dialect;
import reason4j.verify.math.MathPolicy;
import reason4j.verify.math.MathVerifier;
import tools.jackson.databind.JsonNode;

/// Judges the object of a line: its `gold` against its `prediction` or `response`, which is what `form` says
/// (`response` by default, `bare`, `bare-latex`), under the policy that its `config` names (see [RowSettings]).
///
/// @param policy what holds where a line says nothing
/// @param dialect another grader to reproduce, or null; of a policy it follows what it has itself
/// @param form what predictions are where a line says nothing
public record Rows(MathPolicy policy, @Nullable Dialect dialect, Form form) implements Function<JsonNode, Verdict> {

    /// Responses under the default policy.
    public static Rows strict() {
        return new Rows(MathPolicy.strict(), null, Form.RESPONSE);
    }

    @Override
    public Verdict apply(JsonNode row) {
        RowSettings settings = new RowSettings(row);
        String gold = settings.text("gold");
        if (gold == null) {
            return refused("The line has no \"gold\".");
        }
        String prediction = settings.text("prediction");
        prediction = prediction == null ? settings.text("response") : prediction;
        if (prediction == null) {
            return refused("The line has neither \"prediction\" nor \"response\".");
        }
        String formName = settings.text("form");
        Form stated = formName == null ? form : Form.named(formName);
        if (stated == null) {
            return refused("\"form\" must be \"response\" or \"bare\", is \"" + formName + "\".");
        }
        try {
            return judge(settings, gold, prediction, stated);
        } catch (RowSettings.Misfit e) {
            return refused(e.getMessage() + ".");
        }
    }

    private Verdict judge(RowSettings settings, String gold, String prediction, Form stated) throws RowSettings.Misfit {
        if (dialect != null) {
            AnswerKey key = new AnswerKey.MathAnswer(gold);
            Dialect other = dialect.under(settings.policy(policy));
            return switch (stated) {
                case RESPONSE -> other.verify(key, prediction);
                case BARE -> other.bare(key, prediction);
            };
        }
        MathVerifier verifier = MathVerifier.with(settings.policy(policy));
        return switch (stated) {
            case RESPONSE -> verifier.verify(gold, prediction);
            case BARE -> verifier.bare(gold, prediction);
        };
    }

    private static Verdict refused(String because) {
        return new Verdict(Outcome.UNSCORABLE, "not-a-row", because, null, null, 0);
    }
}
