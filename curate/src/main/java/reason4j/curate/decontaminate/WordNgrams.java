package reason4j.curate.decontaminate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.curate.text.Normal;

/// One shared n-gram of words is enough: s1's `decontaminate_util.py` and Open-R1's `decontaminate.py` with n = 8, and
/// Light-R1 with 32. Texts shorter than n words are never found.
final class WordNgrams implements Rule {

    private static final long serialVersionUID = 1L;
    private final int n;
    private final Map<String, Reference> known = new HashMap<>();

    WordNgrams(List<Reference> references, int n) {
        this.n = n;
        for (Reference reference : references) {
            String[] words = Normal.words(Normal.of(reference.problem()));
            for (int i = 0; i + n <= words.length; i++) {
                known.putIfAbsent(gram(words, i), reference);
            }
        }
    }

    @Override
    public @Nullable Hit hit(String question) {
        String[] words = Normal.words(Normal.of(question));
        for (int i = 0; i + n <= words.length; i++) {
            String gram = gram(words, i);
            Reference found = known.get(gram);
            if (found != null) {
                return new Hit("shared " + n + "-gram", found.benchmark(), found.id(), 1, List.of(gram));
            }
        }
        return null;
    }

    private String gram(String[] words, int from) {
        return String.join(" ", Arrays.copyOfRange(words, from, from + n));
    }
}
