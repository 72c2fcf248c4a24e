package reason4j.core.io;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Which known name was meant by one that is not known.
public final class NearestName {

    private static final int CLOSE = 2;

    private NearestName() {}

    /// `; did you mean NAME?` with the known name that is nearest by Levenshtein's distance, whatever the case, the
    /// first
    /// of several by alphabet; empty where none is within two characters or a third of the name's length.
    public static String hint(String name, Collection<String> known) {
        int close = Math.max(CLOSE, name.length() / 3);
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(k -> distance(name, k)))
                .filter(k -> distance(name, k) <= close)
                .map(k -> "; did you mean " + k + "?")
                .orElse("");
    }

    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
