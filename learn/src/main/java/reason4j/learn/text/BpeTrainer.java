package reason4j.learn.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Trains a byte-level byte-pair tokenizer (Sennrich et al., arXiv 1508.07909; bytes as in GPT-2): from the 256 bytes
/// on,
/// the most frequent pair of neighbours becomes a token, again and again. Any text can be written in its tokens. The
/// same texts give the same tokenizer: of equally frequent pairs the one with the smaller ids is merged.
///
/// @param vocabularySize tokens wanted in all, bytes and added tokens included; fewer if the texts have no more pairs
/// @param singleDigits whether each digit is a token of its own, which helps small models to calculate
/// @param added tokens beside the learned ones, with the last ids
public record BpeTrainer(int vocabularySize, boolean singleDigits, List<AddedToken> added) {

    private static final int BYTES = 256;

    /// @throws IllegalArgumentException if there is no room for the bytes and the added tokens
    public BpeTrainer {
        added = List.copyOf(added);
        if (vocabularySize < BYTES + added.size()) {
            throw new IllegalArgumentException("a vocabulary of " + vocabularySize + " has no room for " + BYTES
                    + " bytes and " + added.size() + " added tokens");
        }
    }

    /// Learns from the texts.
    public NewTokenizer train(Iterable<String> texts) {
        PreTokens preTokens = new PreTokens(singleDigits, added);
        // sorted, so that the result depends on the texts alone and not on a table's order
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            preTokens.of(text, word -> counts.merge(word, 1, Integer::sum));
        }
        List<String> pieces = bytePieces();
        List<PairMerges.Merge> merges = new PairMerges(counts, pieces).learn(vocabularySize - BYTES - added.size());
        return tokenizer(pieces, merges);
    }

    /// Spellings of the single bytes; a byte's id is its place in the order of the spellings.
    private static List<String> bytePieces() {
        List<String> pieces = new ArrayList<>();
        for (int b = 0; b < BYTES; b++) {
            pieces.add(String.valueOf(ByteAlphabet.charOf(b)));
        }
        pieces.sort(null);
        return pieces;
    }

    private NewTokenizer tokenizer(List<String> pieces, List<PairMerges.Merge> merges) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        ObjectNode model = NewTokenizer.MAPPER.createObjectNode().put("type", "BPE");
        ObjectNode vocabulary = model.putNull("dropout")
                .putNull("unk_token")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", false)
                .putObject("vocab");
        ArrayNode mergeNodes = model.putArray("merges");
        for (String piece : pieces) {
            vocabulary.put(piece, ids.size());
            ids.put(piece, ids.size());
        }
        merges.forEach(merge -> mergeNodes.add(merge.left() + " " + merge.right()));
        added.forEach(token -> ids.putIfAbsent(token.text(), ids.size()));
        ObjectNode parts = NewTokenizer.MAPPER.createObjectNode();
        ArrayNode steps =
                parts.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", PreTokens.expression(singleDigits));
        split.put("behavior", "Isolated").put("invert", false);
        byteLevel(steps.addObject());
        byteLevel(parts.putObject("decoder"));
        return NewTokenizer.of(parts, model, ids, added);
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }
}
