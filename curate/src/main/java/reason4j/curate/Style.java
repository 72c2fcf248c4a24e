package reason4j.curate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What LIMO's ranking looks at in a trace (arXiv 2502.03387): how long it is, and how many of its words check, explore
/// and connect, each as a share of all words.
final class Style {

    /// Measures a trace: length, checking, exploring, connecting.
    static final int MEASURES = 4;

    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern CHECKING = words("check|checks|checked|checking|verify|verifies|verified|verifying");
    private static final Pattern EXPLORING = words("perhaps|might|maybe");
    private static final Pattern CONNECTING = words("therefore|since|thus|hence");

    private Style() {}

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE);
    }

    static float[] of(String trace) {
        int all = Math.max(1, count(WORD, trace));
        return new float[] {
            trace.length(),
            (float) count(CHECKING, trace) / all,
            (float) count(EXPLORING, trace) / all,
            (float) count(CONNECTING, trace) / all
        };
    }

    private static int count(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        int n = 0;
        while (matcher.find()) {
            n++;
        }
        return n;
    }
}
