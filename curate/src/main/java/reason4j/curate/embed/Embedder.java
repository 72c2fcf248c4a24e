package reason4j.curate.embed;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Vectors of texts by all-MiniLM-L6-v2, cached by content: what was embedded once, in whatever set, is read. Vectors
/// have length 1, so that the cosine of two is their product.
public final class Embedder implements Serializable {

    /// Numbers a vector.
    public static final int DIMENSIONS = MiniLm.DIMENSIONS;

    private static final long serialVersionUID = 1L;
    private static final int TEXTS_A_FILE = 2048;

    private final String folder;

    /// What this process knows to be in a folder: the tasks of an executor share it.
    private static final Map<String, VectorFiles> KNOWN = new ConcurrentHashMap<>();

    /// @param cache a folder that every worker sees; empty for `~/.cache/reason4j/vectors`
    public Embedder(String cache) {
        String home = System.getProperty("user.home") + "/.cache/reason4j/vectors";
        this.folder = Path.of(cache.isEmpty() ? home : cache)
                .resolve(MiniLm.ID)
                .toAbsolutePath()
                .toString();
    }

    /// The key of a text: 64 bits of the SHA-256 of model and text, never 0.
    public static long key(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(MiniLm.ID.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            long key = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
            return key == 0 ? 1 : key;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /// Embeds the texts that are not in the cache yet. Every so many texts go into a file of their own, so that a run
    /// that is killed loses little.
    ///
    /// @return how many had to be embedded
    public int ensure(List<String> texts) {
        VectorFiles before = files();
        Map<Long, String> missing = new LinkedHashMap<>();
        for (String text : texts) {
            long key = key(text);
            if (!before.has(key)) {
                missing.putIfAbsent(key, text);
            }
        }
        List<Map.Entry<Long, String>> entries = new ArrayList<>(missing.entrySet());
        for (int start = 0; start < entries.size(); start += TEXTS_A_FILE) {
            List<Map.Entry<Long, String>> some = entries.subList(start, Math.min(entries.size(), start + TEXTS_A_FILE));
            float[][] vectors =
                    MiniLm.shared().embed(some.stream().map(Map.Entry::getValue).toList());
            VectorFiles.write(
                    Path.of(folder), some.stream().mapToLong(Map.Entry::getKey).toArray(), vectors);
        }
        return entries.size();
    }

    /// The vector of a key that is in the cache, or null. What other processes have written since the last look at the
    /// folder is seen after [#refresh].
    public float @Nullable [] cached(long key) {
        return files().get(key);
    }

    /// Looks at the folder again.
    public void refresh() {
        KNOWN.remove(folder);
    }

    /// Vectors of these texts, in their order, embedded where they are not cached.
    public float[][] vectors(List<String> texts) {
        if (ensure(texts) > 0) {
            refresh();
        }
        return texts.stream()
                .map(text -> {
                    float[] vector = cached(key(text));
                    return vector == null ? MiniLm.shared().embed(List.of(text))[0] : vector;
                })
                .toArray(float[][]::new);
    }

    private VectorFiles files() {
        return KNOWN.computeIfAbsent(folder, f -> VectorFiles.open(Path.of(f), DIMENSIONS));
    }

    /// The cosine of two vectors of length 1.
    public static double cosine(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int d = 0; d < a.length; d += 4) {
            s0 += a[d] * b[d];
            s1 += a[d + 1] * b[d + 1];
            s2 += a[d + 2] * b[d + 2];
            s3 += a[d + 3] * b[d + 3];
        }
        return s0 + s1 + s2 + s3;
    }

    /// Products of a vector with many at once.
    ///
    /// @param others by dimension and number
    /// @param products one for each
    public static void products(float[] vector, float[][] others, float[] products) {
        java.util.Arrays.fill(products, 0);
        for (int d = 0; d < vector.length; d++) {
            float x = vector[d];
            float[] row = others[d];
            for (int i = 0; i < products.length; i++) {
                products[i] += x * row[i];
            }
        }
    }
}
