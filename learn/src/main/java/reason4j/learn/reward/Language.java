package reason4j.learn.reward;

import java.lang.Character.UnicodeScript;

/// Words of a text by script.
final class Language {

    private Language() {}

    static UnicodeScript script(String name) {
        try {
            return UnicodeScript.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no script \"" + name + "\" in Unicode; write for example latin, han, cyrillic", e);
        }
    }

    /// The share of words all of whose letters are of a script.
    static double share(String text, UnicodeScript wanted) {
        int words = 0;
        int right = 0;
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            if (!Character.isLetter(letter)) {
                at = letter == '\\' ? afterLetters(text, at) : at;
                continue;
            }
            boolean matches = UnicodeScript.of(letter) == wanted;
            if (!Character.isIdeographic(letter)) {
                int end = afterLetters(text, at);
                matches &= allOf(text.substring(at, end), wanted);
                at = end;
            }
            words++;
            right += matches ? 1 : 0;
        }
        return words == 0 ? 0 : (double) right / words;
    }

    private static boolean allOf(String letters, UnicodeScript wanted) {
        return letters.codePoints().allMatch(letter -> UnicodeScript.of(letter) == wanted);
    }

    /// The end of a run of letters that are not ideographs.
    private static int afterLetters(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            if (!Character.isLetter(letter) || Character.isIdeographic(letter)) {
                return at;
            }
            at += Character.charCount(letter);
        }
        return at;
    }
}
