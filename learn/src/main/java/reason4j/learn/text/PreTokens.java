package reason4j.learn.text;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text cut into the stretches within which tokens may form: words with the space before them, runs of digits, runs of
/// punctuation, line breaks, as the tokenizers of Qwen2 and Llama 3 do.
public final class PreTokens {

    private final Pattern pattern;
    private final Pattern addedTokens;

    /// @param singleDigits each digit alone (Qwen2), or up to three together (Llama 3)
    PreTokens(boolean singleDigits, List<AddedToken> added) {
        pattern = Pattern.compile(expression(singleDigits), Pattern.UNICODE_CHARACTER_CLASS);
        addedTokens = Pattern.compile(added.stream()
                .map(AddedToken::text)
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /// The regular expression of the stretches, the same for Java and for the native library.
    ///
    /// @param singleDigits each digit alone (Qwen2), or up to three together (Llama 3)
    public static String expression(boolean singleDigits) {
        String letters = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
        String digits = singleDigits ? "\\p{N}" : "\\p{N}{1,3}";
        String others = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        return letters + "|" + digits + "|" + others;
    }

    void of(String text, Consumer<String> each) {
        String[] parts = addedTokens.pattern().isEmpty() ? new String[] {text} : addedTokens.split(text);
        for (String part : parts) {
            Matcher matcher = pattern.matcher(part);
            while (matcher.find()) {
                each.accept(matcher.group());
            }
        }
    }
}
