package reason4j.learn.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.learn.text.PreTokens;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tokenizer in a GGUF file's metadata as `tokenizer.json`, `tokenizer_config.json` and `generation_config.json`.
final class GgufTokenizer {

    // types of tokens in `tokenizer.ggml.token_type`
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;
    private static final long UNUSED = 5;

    private final Gguf gguf;
    private final List<String> tokens;
    private final List<Long> types;

    /// @throws UserException if the vocabulary does not fit the model or its kind is not supported
    GgufTokenizer(Gguf gguf, int modelVocabulary) {
        this.gguf = gguf;
        tokens = gguf.texts("tokenizer.ggml.tokens");
        types = gguf.numbers("tokenizer.ggml.token_type");
        if (tokens.isEmpty() || tokens.size() > modelVocabulary) {
            throw UserException.data(gguf.file() + ": metadata 'tokenizer.ggml.tokens' has " + tokens.size()
                    + " tokens for " + modelVocabulary + " embeddings"
                    + "\n  the file is damaged or has no tokenizer; fetch it again");
        }
    }

    void write(Path directory) {
        String json = Json.pretty(tokenizer());
        Tokenizer.of(json); // what could not be read back is not written
        WholeFiles.write(directory.resolve("tokenizer.json"), json);
        WholeFiles.write(directory.resolve("tokenizer_config.json"), Json.pretty(config()));
        WholeFiles.write(directory.resolve("generation_config.json"), Json.pretty(generation()));
    }

    ObjectNode tokenizer() {
        String model = gguf.text("tokenizer.ggml.model").orElse("none");
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        addedTokens(root.putArray("added_tokens"));
        switch (model) {
            case "gpt2" -> byteLevel(root);
            case "llama" -> sentencePiece(root);
            default ->
                throw UserException.data(gguf.file() + ": a tokenizer of kind '" + model
                        + "' is not supported\n  supported: gpt2 (byte-level BPE) and llama (SentencePiece BPE);"
                        + " or put the model's own tokenizer.json beside the weights");
        }
        return root;
    }

    private long type(int id) {
        return id < types.size() ? types.get(id) : 1;
    }

    private void addedTokens(ArrayNode added) {
        for (int id = 0; id < tokens.size(); id++) {
            if (type(id) == CONTROL || type(id) == USER_DEFINED) {
                added.addObject()
                        .put("id", id)
                        .put("content", tokens.get(id))
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", type(id) == CONTROL);
            }
        }
    }

    /// Padding of the vocabulary to a round number is left out.
    private void vocabulary(ObjectNode model) {
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            if (type(id) != UNUSED && !vocabulary.has(tokens.get(id))) {
                vocabulary.put(tokens.get(id), id);
            }
        }
    }

    private void byteLevel(ObjectNode root) {
        String pre = gguf.text("tokenizer.ggml.pre").orElse("default");
        boolean llama3 = pre.equals("llama-bpe") || pre.equals("llama3") || pre.equals("llama-v3");
        boolean qwen = pre.equals("qwen2") || pre.equals("deepseek-r1-qwen");
        if (qwen) {
            root.putObject("normalizer").put("type", "NFC");
        } else {
            root.putNull("normalizer");
        }
        ArrayNode steps =
                root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        if (llama3 || qwen) {
            ObjectNode split = steps.addObject().put("type", "Split");
            split.putObject("pattern").put("Regex", PreTokens.expression(qwen));
            split.put("behavior", "Isolated").put("invert", false);
            byteLevelStep(steps.addObject(), false);
        } else {
            switch (pre) {
                case "smollm" -> steps.addObject().put("type", "Digits").put("individual_digits", true);
                case "gpt-2", "default" -> {}
                default ->
                    throw UserException.data(gguf.file() + ": the text is cut for the tokenizer as '" + pre
                            + "' does, which is not supported\n  put the model's own tokenizer.json beside the weights;"
                            + " supported: qwen2, deepseek-r1-qwen, llama-bpe, smollm, gpt-2");
            }
            byteLevelStep(steps.addObject(), true);
        }
        begin(root);
        byteLevelStep(root.putObject("decoder"), true);
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("unk_token").put("ignore_merges", llama3);
        vocabulary(model);
        ArrayNode merges = model.putArray("merges");
        gguf.texts("tokenizer.ggml.merges").forEach(merges::add);
    }

    private static void byteLevelStep(ObjectNode node, boolean regex) {
        node.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", regex);
    }

    /// Texts begin with a token where the file says so.
    private void begin(ObjectNode root) {
        Optional<String> bos = token("bos");
        boolean wanted = gguf.flag("tokenizer.ggml.add_bos_token")
                .orElse(gguf.text("tokenizer.ggml.model").orElse("").equals("llama"));
        if (!wanted || bos.isEmpty()) {
            root.putNull("post_processor");
            return;
        }
        ObjectNode processor = root.putObject("post_processor").put("type", "TemplateProcessing");
        ArrayNode single = processor.putArray("single");
        single.addObject().putObject("SpecialToken").put("id", bos.get()).put("type_id", 0);
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        ArrayNode pair = processor.putArray("pair");
        pair.addObject().putObject("SpecialToken").put("id", bos.get()).put("type_id", 0);
        pair.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        pair.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
        ObjectNode special = processor.putObject("special_tokens").putObject(bos.get());
        special.put("id", bos.get());
        special.putArray("ids").add(id("bos").orElse(0L));
        special.putArray("tokens").add(bos.get());
    }

    private void sentencePiece(ObjectNode root) {
        ArrayNode normalizers =
                root.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        boolean prefix = gguf.flag("tokenizer.ggml.add_space_prefix").orElse(true);
        if (prefix) {
            normalizers.addObject().put("type", "Prepend").put("prepend", "▁");
        }
        replace(normalizers.addObject(), " ", "▁");
        root.putNull("pre_tokenizer");
        begin(root);
        ArrayNode decoders = root.putObject("decoder").put("type", "Sequence").putArray("decoders");
        replace(decoders.addObject(), "▁", " ");
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
        if (prefix) {
            decoders.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
        ObjectNode model = root.putObject("model").put("type", "BPE");
        token("unknown").ifPresent(unknown -> model.put("unk_token", unknown));
        model.put("fuse_unk", true).put("byte_fallback", true);
        vocabulary(model);
        ArrayNode merges = model.putArray("merges");
        ScoredMerges.of(tokens, scores()).forEach(merges::add);
    }

    private static void replace(ObjectNode node, String from, String to) {
        node.put("type", "Replace").putObject("pattern").put("String", from);
        node.put("content", to);
    }

    private List<Double> scores() {
        List<Double> scores = new ArrayList<>();
        if (gguf.metadata().get("tokenizer.ggml.scores") instanceof Metadata.Many many) {
            many.items().forEach(item -> scores.add(item instanceof Metadata.Real r ? r.value() : 0.0));
        }
        if (scores.size() != tokens.size()) {
            throw UserException.data(gguf.file() + ": metadata 'tokenizer.ggml.scores' has " + scores.size()
                    + " entries for " + tokens.size() + " tokens\n  the file is damaged; fetch it again");
        }
        return scores;
    }

    private ObjectNode config() {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("clean_up_tokenization_spaces", false);
        token("bos").ifPresent(bos -> config.put("bos_token", bos));
        token("eos").ifPresent(eos -> config.put("eos_token", eos));
        token("padding").ifPresent(pad -> config.put("pad_token", pad));
        token("unknown").ifPresent(unknown -> config.put("unk_token", unknown));
        gguf.text("tokenizer.chat_template").ifPresent(template -> config.put("chat_template", template));
        return config;
    }

    private ObjectNode generation() {
        ObjectNode generation = JsonNodeFactory.instance.objectNode();
        id("bos").ifPresent(id -> generation.put("bos_token_id", id));
        id("padding").ifPresent(id -> generation.put("pad_token_id", id));
        Set<Long> ends = new HashSet<>();
        ArrayNode eos = JsonNodeFactory.instance.arrayNode();
        for (String name : List.of("eos", "eot")) {
            id(name).filter(ends::add).ifPresent(eos::add);
        }
        if (!eos.isEmpty()) {
            generation.set("eos_token_id", eos.size() == 1 ? eos.get(0) : eos);
        }
        return generation;
    }

    private Optional<Long> id(String name) {
        return gguf.number("tokenizer.ggml." + name + "_token_id").filter(id -> id >= 0 && id < tokens.size());
    }

    private Optional<String> token(String name) {
        return id(name).map(id -> tokens.get(id.intValue()));
    }
}
