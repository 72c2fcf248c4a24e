package reason4j.verify.dialect;

/// The ends of responses.
final class Endings {

    private Endings() {}

    /// The last characters (code points, as Python counts) of a text, or all of it.
    static String last(String text, int codePoints) {
        if (text.length() <= codePoints) {
            return text;
        }
        int from = text.length();
        for (int i = 0; i < codePoints && from > 0; i++) {
            from = text.offsetByCodePoints(from, -1);
        }
        return text.substring(from);
    }
}
