package reason4j.learn.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// A tokenizer over a fixed list of words, for tasks with a small language of their own: each number, operator and tag
/// one token. Words are found leftmost first and the longest at each place; nothing is put between them, so text made
/// of the words comes back exactly. Any other character becomes the unknown token.
public final class WordVocabulary {

    /// Stands for a character that no word covers.
    public static final String UNKNOWN = "<unk>";

    private static final Pattern META = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}#&~-]");

    private WordVocabulary() {}

    /// Ids in the order given: first the special tokens, then [#UNKNOWN], then the words.
    ///
    /// @param specials texts of special tokens, such as `<|endoftext|>`
    /// @param words each one token, tags such as `<think>` among them
    /// @throws IllegalArgumentException if a word is empty or appears twice
    public static NewTokenizer of(List<String> specials, List<String> words) {
        List<String> all = new ArrayList<>(specials);
        all.add(UNKNOWN);
        all.addAll(words);
        if (new HashSet<>(all).size() != all.size() || all.contains("")) {
            throw new IllegalArgumentException("the words of a vocabulary are different and not empty: " + all);
        }
        Map<String, Integer> ids = new LinkedHashMap<>();
        ObjectNode model = NewTokenizer.MAPPER.createObjectNode().put("type", "WordLevel");
        ObjectNode vocabulary = model.putObject("vocab");
        for (String word : all) {
            vocabulary.put(word, ids.size());
            ids.put(word, ids.size());
        }
        model.put("unk_token", UNKNOWN);
        ObjectNode parts = NewTokenizer.MAPPER.createObjectNode();
        ObjectNode split = parts.putObject("pre_tokenizer").put("type", "Split");
        split.putObject("pattern").put("Regex", longestFirst(words));
        split.put("behavior", "Isolated").put("invert", false);
        parts.putObject("decoder").put("type", "Fuse");
        return NewTokenizer.of(
                parts, model, ids, specials.stream().map(AddedToken::special).toList());
    }

    private static String longestFirst(List<String> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(WordVocabulary::quoted)
                .collect(Collectors.joining("|", "", "|[\\s\\S]"));
    }

    private static String quoted(String word) {
        return META.matcher(word).replaceAll("\\\\$0");
    }
}
