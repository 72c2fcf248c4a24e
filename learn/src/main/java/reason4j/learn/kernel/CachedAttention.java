package reason4j.learn.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Attention of new tokens over a paged cache, one row after the other: rows may have any length, nothing is padded,
/// and what a row computes does not depend on the others. Queries, scores and sums are 32-bit floats whatever the cache
/// holds. An object belongs to one thread.
///
/// A page holds [#PAGE] tokens of all layers: per layer the keys `[K, D, PAGE]`, so that a vector is one dimension of
/// many tokens, then the values `[K, PAGE, D']`, D' being D rounded up to whole vectors.
public final class CachedAttention {

    /// Tokens of a page.
    public static final int PAGE = 64;

    private static final int MOST_COLUMNS = 32;

    /// What pages and inputs look like.
    ///
    /// @param layers of the model
    /// @param kvHeads K, heads of keys and values
    /// @param group G, query heads for each of them
    /// @param dimension D of a head
    /// @param half whether inputs, outputs and cache are bfloat16
    public record Shape(int layers, int kvHeads, int group, int dimension, boolean half) {

        private int width() {
            return half ? Short.BYTES : Float.BYTES;
        }

        private int padded() {
            return Math.ceilDiv(dimension, MOST_COLUMNS) * MOST_COLUMNS;
        }

        private long keyBytes() {
            return (long) dimension * PAGE * width();
        }

        private long valueBytes() {
            return (long) padded() * PAGE * width();
        }

        private long layerBytes() {
            return kvHeads * (keyBytes() + valueBytes());
        }

        /// Bytes of a page.
        public long pageBytes() {
            return layers * layerBytes();
        }
    }

    /// One row of the cache.
    ///
    /// @param pages addresses of its pages
    /// @param length tokens, the new one included
    /// @param cos address of the cosines of the new token's position, `[D/2]`, 32-bit
    /// @param sin address of its sines
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(long[] pages, int length, long cos, long sin) {}

    /// What differs between layers.
    ///
    /// @param index from 0
    /// @param window how many tokens back attention looks
    /// @param queryNorm address of the weight that normalises queries per head, `[D]`, 32-bit, or 0 for none
    /// @param keyNorm the same for keys
    /// @param epsilon of those norms
    public record Layer(int index, int window, long queryNorm, long keyNorm, float epsilon) {}

    private final Shape shape;
    private final Products products;
    private final float scale;
    private final Products.Rows queries;
    private final Products.Rows sums;
    private final float[] head;
    private int touched;
    private Products.Rows scores = new Products.Rows(new float[0], 0);

    public CachedAttention(Shape shape) {
        this.shape = shape;
        this.products = Products.of(shape.half);
        this.scale = (float) (1 / Math.sqrt(shape.dimension));
        this.queries = new Products.Rows(new float[shape.group * shape.dimension], shape.dimension);
        this.sums = new Products.Rows(new float[shape.group * shape.padded()], shape.padded());
        this.head = new float[shape.padded()];
    }

    /// Takes the new token's keys and values into the cache and lets its queries look at all that is there.
    ///
    /// @param qkv address of the token's projections, `[(G + 2) · K, D]`: queries, keys, values
    /// @param y address of the result, `[G · K, D]`
    public void attend(Row row, Layer layer, long qkv, long y) {
        int d = shape.dimension;
        int position = row.length - 1;
        long headBytes = (long) d * shape.width();
        long keys = qkv + (long) shape.group * shape.kvHeads * headBytes;
        fetch(row, layer);
        for (int k = 0; k < shape.kvHeads; k++) {
            load(keys + k * headBytes, layer.keyNorm, layer.epsilon);
            rotate(row, head, 0);
            putKey(row.pages, position, layer.index, k);
            Copies.read(keys + (shape.kvHeads + k) * headBytes, shape.half, head, 0, d);
            putValue(row.pages, position, layer.index, k);
            for (int g = 0; g < shape.group; g++) {
                load(qkv + ((long) k * shape.group + g) * headBytes, layer.queryNorm, layer.epsilon);
                rotate(row, queries.values(), g * d);
            }
            for (int i = 0; i < shape.group * d; i++) {
                queries.values()[i] *= scale;
            }
            look(row, layer, k);
            for (int g = 0; g < shape.group; g++) {
                Copies.write(
                        sums.values(), g * sums.stride(), d, y + ((long) k * shape.group + g) * headBytes, shape.half);
            }
        }
    }

    /// Where one head of one token lies.
    ///
    /// @param pages addresses of the row's pages
    /// @param position of the token
    /// @param layer from 0
    /// @param k which head
    @SuppressWarnings("ArrayRecordComponent")
    public record Place(long[] pages, int position, int layer, int k) {}

    /// Takes a head that was computed elsewhere into the cache, its key rotated already.
    ///
    /// @param key address of its key, `[D]`
    /// @param value address of its value, `[D]`
    public void store(Place place, long key, long value) {
        Copies.read(key, shape.half, head, 0, shape.dimension);
        putKey(place.pages, place.position, place.layer, place.k);
        Copies.read(value, shape.half, head, 0, shape.dimension);
        putValue(place.pages, place.position, place.layer, place.k);
    }

    /// Copies a page.
    public static void copy(long from, long to, Shape shape) {
        Copies.copy(from, to, shape.pageBytes());
    }

    private void load(long from, long norm, float epsilon) {
        int d = shape.dimension;
        Copies.read(from, shape.half, head, 0, d);
        if (norm != 0) {
            float squares = 0;
            for (int i = 0; i < d; i++) {
                squares += head[i] * head[i];
            }
            float factor = (float) (1 / Math.sqrt(squares / d + epsilon));
            for (int i = 0; i < d; i++) {
                head[i] = head[i] * factor * Lanes.get(norm + (long) i * Float.BYTES, false);
            }
        }
    }

    private void rotate(Row row, float[] out, int at) {
        int half = shape.dimension / 2;
        int i = 0;
        for (; i + Lanes.COUNT <= half; i += Lanes.COUNT) {
            FloatVector cos = Lanes.floats(row.cos + (long) i * Float.BYTES);
            FloatVector sin = Lanes.floats(row.sin + (long) i * Float.BYTES);
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, head, i);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, head, half + i);
            a.mul(cos).sub(b.mul(sin)).intoArray(out, at + i);
            b.mul(cos).add(a.mul(sin)).intoArray(out, at + half + i);
        }
        for (; i < half; i++) {
            float cos = Lanes.get(row.cos + (long) i * Float.BYTES, false);
            float sin = Lanes.get(row.sin + (long) i * Float.BYTES, false);
            float a = head[i];
            float b = head[half + i];
            out[at + i] = a * cos - b * sin;
            out[at + half + i] = b * cos + a * sin;
        }
    }

    private long keys(long page, int layer, int k) {
        return page + layer * shape.layerBytes() + k * shape.keyBytes();
    }

    private long values(long page, int layer, int k) {
        return page + layer * shape.layerBytes() + shape.kvHeads * shape.keyBytes() + k * shape.valueBytes();
    }

    private void putKey(long[] pages, int position, int layer, int k) {
        long at = keys(pages[position / PAGE], layer, k) + (long) products.place(position % PAGE) * shape.width();
        Copies.scatter(head, shape.dimension, at, (long) PAGE * shape.width(), shape.half);
    }

    private void putValue(long[] pages, int position, int layer, int k) {
        long at = values(pages[position / PAGE], layer, k) + (long) (position % PAGE) * shape.padded() * shape.width();
        Arrays.fill(head, shape.dimension, head.length, 0);
        products.store(head, at);
    }

    /// Fetches a row's keys and values into the cache of the processor, all at once: the loops over them have too
    /// many operations to a byte for many reads to be under way at a time, and would wait for memory at every page.
    private void fetch(Row row, Layer layer) {
        int first = Math.max(0, row.length - layer.window) / PAGE;
        for (int p = first; p < Math.ceilDiv(row.length, PAGE); p++) {
            int tokens = Math.min(PAGE, row.length - p * PAGE);
            long ofValues = (long) tokens * shape.padded() * shape.width();
            long keys = keys(row.pages[p], layer.index, 0);
            long values = values(row.pages[p], layer.index, 0);
            touched += Copies.touch(shape.kvHeads, keys, shape.keyBytes(), shape.keyBytes())
                    + Copies.touch(shape.kvHeads, values, shape.valueBytes(), ofValues);
        }
    }

    private void look(Row row, Layer layer, int k) {
        int from = Math.max(0, row.length - layer.window);
        int first = from / PAGE;
        int pages = Math.ceilDiv(row.length, PAGE) - first;
        clear(pages * PAGE);
        for (int p = 0; p < pages; p++) {
            long keys = keys(row.pages[first + p], layer.index, k);
            products.add(shape.group, queries, 0, new Products.Matrix(keys, PAGE, shape.dimension), scores, p * PAGE);
        }
        int begin = from - first * PAGE;
        int end = row.length - first * PAGE;
        Arrays.fill(sums.values(), 0);
        for (int g = 0; g < shape.group; g++) {
            softmax(g * scores.stride(), begin, end, pages * PAGE);
        }
        for (int p = 0; p < pages; p++) {
            int lo = Math.max(begin, p * PAGE);
            int n = Math.min(end, (p + 1) * PAGE) - lo;
            long values = values(row.pages[first + p], layer.index, k)
                    + (long) (lo - p * PAGE) * shape.padded() * shape.width();
            products.add(shape.group, scores, lo, new Products.Matrix(values, shape.padded(), n), sums, 0);
        }
    }

    private void clear(int tokens) {
        if (scores.stride() < tokens) {
            int stride = Math.max(tokens, 2 * scores.stride());
            scores = new Products.Rows(new float[shape.group * stride], stride);
        }
        for (int g = 0; g < shape.group; g++) {
            Arrays.fill(scores.values(), g * scores.stride(), g * scores.stride() + tokens, 0);
        }
    }

    /// Turns scores of tokens `begin` to `end` into weights that add up to one.
    private void softmax(int at, int begin, int end, int padded) {
        float[] s = scores.values();
        Arrays.fill(s, at, at + begin, Float.NEGATIVE_INFINITY);
        Arrays.fill(s, at + end, at + padded, Float.NEGATIVE_INFINITY);
        FloatVector most = FloatVector.fromArray(Lanes.FLOATS, s, at);
        for (int t = Lanes.COUNT; t < padded; t += Lanes.COUNT) {
            most = most.max(FloatVector.fromArray(Lanes.FLOATS, s, at + t));
        }
        float max = most.reduceLanes(jdk.incubator.vector.VectorOperators.MAX);
        FloatVector total = Lanes.broadcast(0);
        for (int t = 0; t < padded; t += Lanes.COUNT) {
            FloatVector e =
                    Lanes.exp(FloatVector.fromArray(Lanes.FLOATS, s, at + t).sub(max));
            e.intoArray(s, at + t);
            total = total.add(e);
        }
        float inverse = 1 / Lanes.sum(total);
        for (int t = 0; t < padded; t += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.FLOATS, s, at + t).mul(inverse).intoArray(s, at + t);
        }
    }
}
