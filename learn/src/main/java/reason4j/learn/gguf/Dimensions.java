package reason4j.learn.gguf;

import reason4j.core.io.UserException;

/// The sizes of a model, from the metadata and the tensors that are there.
///
/// @param architecture llama.cpp's name: `llama`, `qwen2` or `qwen3`
/// @param tied whether the language head is the embedding
/// @param qkvBias whether queries, keys and values have a bias
record Dimensions(
        String architecture,
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int kvHeads,
        int headDimension,
        int intermediate,
        boolean tied,
        boolean qkvBias) {

    static Dimensions of(Gguf gguf) {
        String architecture = gguf.text("general.architecture").orElse("unknown");
        switch (architecture) {
            case "llama", "qwen2", "qwen3" -> {}
            default ->
                throw UserException.data(gguf.file() + ": architecture '" + architecture
                        + "' is not supported\n  supported: llama (Mistral included), qwen2, qwen3");
        }
        if (gguf.number(architecture + ".expert_count").orElse(0L) > 0) {
            throw UserException.data(gguf.file() + ": a mixture of experts is not supported\n  import a dense model");
        }
        int hidden = size(gguf, architecture + ".embedding_length");
        int heads = size(gguf, architecture + ".attention.head_count");
        int rotary = optional(gguf, architecture + ".rope.dimension_count", hidden / heads);
        int headDimension = optional(gguf, architecture + ".attention.key_length", rotary);
        if (rotary != headDimension || headDimension % 2 != 0) {
            throw UserException.data(gguf.file() + ": heads of " + headDimension + " numbers of which " + rotary
                    + " are rotated are not supported\n  import a model that rotates whole heads");
        }
        GgufTensor embedding = gguf.tensors().get("token_embd.weight");
        return new Dimensions(
                architecture,
                embedding == null ? size(gguf, architecture + ".vocab_size") : Math.toIntExact(embedding.rows()),
                hidden,
                size(gguf, architecture + ".block_count"),
                heads,
                optional(gguf, architecture + ".attention.head_count_kv", heads),
                headDimension,
                size(gguf, architecture + ".feed_forward_length"),
                !gguf.tensors().containsKey("output.weight"),
                gguf.tensors().containsKey("blk.0.attn_q.bias"));
    }

    static int size(Gguf gguf, String key) {
        long value = gguf.number(key).orElse(0L);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw UserException.data(gguf.file() + ": metadata '" + key + "' "
                    + (gguf.metadata().containsKey(key)
                            ? "is no size: " + gguf.metadata().get(key)
                            : "is missing")
                    + "\n  the file is damaged or of a kind that is not supported; fetch it again");
        }
        return (int) value;
    }

    private static int optional(Gguf gguf, String key, int otherwise) {
        return gguf.metadata().containsKey(key) ? size(gguf, key) : otherwise;
    }
}
