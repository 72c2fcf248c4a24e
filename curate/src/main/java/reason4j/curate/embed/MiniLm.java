package reason4j.curate.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;

/// all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0): six layers, 384 numbers a text. Tokens of the last layer are
/// averaged and the mean is scaled to length 1, as sentence-transformers does, over the first 256 tokens.
///
/// Only texts of equal length share a call of the model, without padding, and a call uses one thread: a text's vector
/// then does not depend on its neighbours. One model a process, safe for many threads.
final class MiniLm {

    /// Names the model in caches: the weights, and what is done around them.
    static final String ID = "all-MiniLM-L6-v2-256";

    static final int DIMENSIONS = 384;
    static final int MOST_TOKENS = 256;
    private static final int TOKENS_PER_CALL = 1024;
    private static @Nullable MiniLm loaded;

    private final WordPieces words;
    private final OrtSession session;

    private MiniLm(WordPieces words, OrtSession session) {
        this.words = words;
        this.session = session;
    }

    /// The model of this process, loaded at the first call.
    ///
    /// @throws UserException if the runtime has no library for this machine
    static synchronized MiniLm shared() {
        if (loaded == null) {
            loaded = load();
        }
        return loaded;
    }

    private static MiniLm load() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // an arena keeps the largest size that it ever saw, for each shape of batch
            options.setCPUArenaAllocator(false);
            OrtSession session =
                    OrtEnvironment.getEnvironment().createSession(resource("all-minilm-l6-v2.onnx"), options);
            return new MiniLm(
                    new WordPieces(Json.mapper().readTree(resource("all-minilm-l6-v2-tokenizer.json"))), session);
        } catch (OrtException | UnsatisfiedLinkError | IOException e) {
            throw UserException.machine(
                    "the embedding model does not load: " + e.getMessage()
                            + "\n  it runs on Linux and macOS (64 bits) and Windows (x64) and unpacks its library into"
                            + " java.io.tmpdir; without it, leave embeddings off",
                    e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MiniLm.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    /// The ids of a text as the model reads them.
    long[] tokens(String text) {
        return words.encode(text, MOST_TOKENS);
    }

    /// A vector of length 1 for each text, in their order.
    float[][] embed(List<String> texts) {
        long[][] ids = texts.stream().map(this::tokens).toArray(long[][]::new);
        int[] order = IntStream.range(0, ids.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> ids[i].length))
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] vectors = new float[ids.length][];
        int start = 0;
        while (start < order.length) {
            int length = ids[order[start]].length;
            int most = Math.max(1, TOKENS_PER_CALL / length);
            int end = start + 1;
            while (end < order.length && end - start < most && ids[order[end]].length == length) {
                end++;
            }
            call(ids, order, start, end, vectors);
            start = end;
        }
        return vectors;
    }

    private void call(long[][] ids, int[] order, int start, int end, float[][] vectors) {
        int rows = end - start;
        int length = ids[order[start]].length;
        LongBuffer input = LongBuffer.allocate(rows * length);
        for (int r = start; r < end; r++) {
            input.put(ids[order[r]]);
        }
        long[] ones = new long[rows * length];
        java.util.Arrays.fill(ones, 1);
        long[] shape = {rows, length};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor tokens = OnnxTensor.createTensor(environment, input.flip(), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[rows * length]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
            FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
            for (int r = 0; r < rows; r++) {
                vectors[order[start + r]] = pooled(hidden, r * length * DIMENSIONS, length);
            }
        } catch (OrtException e) {
            throw UserException.machine("the embedding model failed: " + e.getMessage(), e);
        }
    }

    /// The mean over tokens, scaled to length 1.
    private static float[] pooled(FloatBuffer hidden, int at, int length) {
        double[] sum = new double[DIMENSIONS];
        for (int t = 0; t < length; t++) {
            for (int d = 0; d < DIMENSIONS; d++) {
                sum[d] += hidden.get(at + t * DIMENSIONS + d);
            }
        }
        double square = 0;
        for (double s : sum) {
            square += s * s;
        }
        double scale = 1 / Math.max(1e-12, Math.sqrt(square));
        float[] vector = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] = (float) (sum[d] * scale);
        }
        return vector;
    }
}
