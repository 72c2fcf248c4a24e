package reason4j.curate.decontaminate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.curate.text.Normal;
import reason4j.curate.text.WordGrams;

/// One shared n-gram of words is enough: s1's `decontaminate_util.py` and Open-R1's `decontaminate.py` with n = 8, and
/// Light-R1 with 32. Texts shorter than n words are never found.
///
/// N-grams are compared by 64-bit hashes of their words.
final class WordNgrams implements Rule {

    private static final long serialVersionUID = 1L;
    private final int n;
    private final Map<Long, Reference> known = new HashMap<>();

    WordNgrams(List<Reference> references, int n) {
        this.n = n;
        for (Reference reference : references) {
            for (long gram : grams(Normal.words(Normal.of(reference.problem())))) {
                known.putIfAbsent(gram, reference);
            }
        }
    }

    @Override
    public @Nullable Hit hit(String question) {
        String[] words = Normal.words(Normal.of(question));
        long[] grams = grams(words);
        for (int i = 0; i < grams.length; i++) {
            Reference found = known.get(grams[i]);
            if (found != null) {
                String gram = String.join(" ", Arrays.copyOfRange(words, i, i + n));
                return new Hit("shared " + n + "-gram", found.benchmark(), found.id(), 1, List.of(gram));
            }
        }
        return null;
    }

    private long[] grams(String[] words) {
        return WordGrams.of(words, n);
    }
}
