package reason4j.verify.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// verl's grader for GSM8K (`gsm8k.py`, strict): the last `#### number` in the last 300 characters, commas removed,
/// must
/// be the gold letter for letter.
final class Gsm8k {

    static final Dialect DIALECT = new StringGrader(
            "gsm8k", Gsm8k::extract, answer -> extract("#### " + answer), (gold, answer) -> gold.equals(answer));

    private static final int WINDOW = 300;
    private static final Pattern ANSWER = Pattern.compile("#### (-?[0-9.,]+)");

    private Gsm8k() {}

    private static @Nullable String extract(String response) {
        Matcher matcher = ANSWER.matcher(Endings.last(response, WINDOW));
        String found = null;
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found == null ? null : found.replace(",", "");
    }
}
