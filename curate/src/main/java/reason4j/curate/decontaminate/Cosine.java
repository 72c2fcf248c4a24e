package reason4j.curate.decontaminate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.curate.embed.Embedder;

/// The nearest benchmark problem by embedding is near enough: DeepScaleR's rule, all-MiniLM-L6-v2 with a cosine of 0.9.
final class Cosine implements Rule {

    private static final long serialVersionUID = 1L;
    private final List<Reference> references;
    private final float[][] vectors;
    private final Embedder embedder;
    private final double threshold;
    private transient volatile boolean looked;

    Cosine(List<Reference> references, Embedder embedder, double threshold) {
        this.references = List.copyOf(references);
        this.vectors =
                embedder.vectors(references.stream().map(Reference::problem).toList());
        this.embedder = embedder;
        this.threshold = threshold;
    }

    @Override
    public @Nullable Hit hit(String question) {
        if (!looked) {
            // another process has filled the cache since this one looked
            embedder.refresh();
            looked = true;
        }
        float[] vector = embedder.vectors(List.of(question))[0];
        int best = -1;
        double most = threshold;
        for (int i = 0; i < vectors.length; i++) {
            double cosine = Embedder.cosine(vector, vectors[i]);
            if (cosine > most) {
                most = cosine;
                best = i;
            }
        }
        if (best < 0) {
            return null;
        }
        Reference found = references.get(best);
        return new Hit("near by embedding", found.benchmark(), found.id(), most, List.of());
    }
}
