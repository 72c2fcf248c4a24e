package reason4j.learn.algorithm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Why a sequence has the loss that it has, as text for a person: one line for each token.
public final class Explanation {

    private static final String HEAD = "%5s  %-16s %9s %9s  %-7s %9s %9s %9s %10s %11s%n";
    private static final String LINE = "%5d  %-16s %9.4f %9.4f  %-7s %9.4f %9.4f %9.4f %10.6f %+11.6f%n";
    private static final int WIDTH = 16;

    private Explanation() {}

    /// @param loss what was evaluated
    /// @param tokens the text of each token, or empty for none
    public static String of(SequenceLoss loss, List<String> tokens) {
        StringBuilder text = new StringBuilder(summary(loss));
        text.append(String.format(
                Locale.ROOT, HEAD, "t", "token", "A", "ratio", "clip", "loss", "kl", "correct", "weight", "dL/dlogp"));
        for (int t = 0; t < loss.tokens().size(); t++) {
            TokenLoss token = loss.tokens().get(t);
            String piece = tokens.isEmpty() ? "" : shown(tokens.get(t));
            if (!token.trained()) {
                text.append(String.format(Locale.ROOT, "%5d  %-16s does not train%n", t, piece));
                continue;
            }
            text.append(String.format(
                    Locale.ROOT,
                    LINE,
                    t,
                    piece,
                    token.advantage(),
                    token.ratio(),
                    word(token.clip()),
                    token.policy(),
                    token.kl(),
                    token.correction(),
                    token.weight(),
                    token.gradient()));
        }
        return text.toString();
    }

    private static String summary(SequenceLoss loss) {
        Map<ClipState, Integer> states = new EnumMap<>(ClipState.class);
        loss.tokens().forEach(token -> states.merge(token.clip(), 1, Integer::sum));
        StringJoiner counts = new StringJoiner(", ");
        states.forEach((state, count) -> counts.add(count + " " + word(state)));
        return String.format(
                Locale.ROOT,
                "loss %.6f = policy %.6f + KL %.6f + entropy %.6f + imitation %.6f; tokens: %s%n",
                loss.value(),
                loss.policy(),
                loss.kl(),
                loss.entropy(),
                loss.imitation(),
                counts);
    }

    private static String word(ClipState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /// A token on one line, cut to the width of its column.
    private static String shown(String token) {
        List<String> shown = new ArrayList<>();
        token.codePoints()
                .limit(WIDTH)
                .forEach(point -> shown.add(
                        switch (point) {
                            case '\n' -> "⏎";
                            case '\t' -> "⇥";
                            case ' ' -> "␣";
                            default -> Character.isISOControl(point) ? "·" : Character.toString(point);
                        }));
        return String.join("", shown);
    }
}
