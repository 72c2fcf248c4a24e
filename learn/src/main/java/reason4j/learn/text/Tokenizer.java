package reason4j.learn.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A model's tokenizer, exactly as Hugging Face's `tokenizers` computes it from `tokenizer.json`.
///
/// By default a special token is never made from text: the characters `<|im_end|>` in a question are characters.
/// [#encodeMarkup] recognises them, for text that the program itself wrote. Nothing is cut, padded or downloaded. Safe
/// for use by many threads.
public final class Tokenizer {

    private final TokenizerJson json;
    private final NativeTokenizer whole;
    private final SpecialTokens specials;
    private final List<String> specialTexts;
    private final String firstChars;
    private final boolean alwaysPlain;
    private final int vocabularySize;
    private @Nullable NativeTokenizer plain;

    private Tokenizer(String source, TokenizerJson json, SpecialTokens specials) {
        this.json = json;
        this.specials = specials;
        try {
            whole = new NativeTokenizer(json.json());
        } catch (IllegalArgumentException e) {
            throw TokenizerJson.broken(source, String.valueOf(e.getMessage()));
        }
        specialTexts = json.added().stream()
                .filter(TokenizerJson.Added::special)
                .map(TokenizerJson.Added::text)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        alwaysPlain = json.specialsHideBehindNormalization();
        firstChars = specialTexts.stream()
                .map(text -> text.substring(0, 1))
                .distinct()
                .collect(Collectors.joining());
        checkIds(source);
        vocabularySize = size(json);
    }

    /// Reads a checkpoint directory: `tokenizer.json`, and what `tokenizer_config.json`, `generation_config.json` and
    /// `config.json` say about special tokens where they are there.
    ///
    /// @throws reason4j.core.io.UserException naming the file, if one is missing or broken
    public static Tokenizer load(Path directory) {
        Path file = directory.resolve("tokenizer.json");
        TokenizerJson json = TokenizerJson.parse(file.toString(), JsonFiles.text(file));
        return new Tokenizer(file.toString(), json, SpecialTokens.read(directory, json.ids()::get));
    }

    /// A tokenizer from the text of a `tokenizer.json`, without knowledge of begin, end and padding.
    public static Tokenizer of(String tokenizerJson) {
        String source = "tokenizer.json";
        return new Tokenizer(source, TokenizerJson.parse(source, tokenizerJson), SpecialTokens.none());
    }

    /// The library numbers added tokens itself and does not insist on the file's ids; a file that it reads otherwise
    /// would
    /// give silently wrong ids.
    private void checkIds(String source) {
        for (TokenizerJson.Added token : json.added()) {
            int[] ids = whole.encode(token.text(), false);
            if (ids.length == 1 && ids[0] != token.id()) {
                throw TokenizerJson.broken(
                        source,
                        "added token '" + token.text() + "' claims id " + token.id() + " where " + ids[0] + " follows");
            }
        }
    }

    /// Ids of the text alone: nothing put before or after, special tokens in it taken as characters.
    public int[] encode(String text) {
        return showsNoSpecials(text) ? whole.encode(text, false) : plain().encode(withoutHiddenNames(text), false);
    }

    /// Ids of a prompt as `transformers` would encode it, with the begin token where the model wants one; special
    /// tokens in the text are taken as characters.
    public int[] encodePrompt(String text) {
        return showsNoSpecials(text) ? whole.encode(text, true) : plain().encode(withoutHiddenNames(text), true);
    }

    /// Ids of text in which special tokens are recognised: only for text that no stranger wrote.
    public int[] encodeMarkup(String text) {
        return whole.encode(text, false);
    }

    /// As [#encode], with the range of `char`s of each token.
    public Encoding encodeWithOffsets(String text) {
        return showsNoSpecials(text)
                ? whole.encodeWithOffsets(text, false)
                : plain().encodeWithOffsets(withoutHiddenNames(text), false);
    }

    /// As [#encodeMarkup], with the range of `char`s of each token.
    public Encoding encodeMarkupWithOffsets(String text) {
        return whole.encodeWithOffsets(text, false);
    }

    /// The text of the ids, special tokens included. Ids outside the vocabulary (models pad theirs) give no text.
    public String decode(int[] ids) {
        return decode(ids, false);
    }

    public String decode(int[] ids, boolean skipSpecial) {
        return decode(ids, 0, ids.length, skipSpecial);
    }

    String decode(int[] ids, int from, int to, boolean skipSpecial) {
        return whole.decode(ids, from, to, skipSpecial);
    }

    /// A decoder for ids that come one by one.
    public TokenStream stream(boolean skipSpecial) {
        return new TokenStream(this, skipSpecial);
    }

    /// The id of a token as it is written in `tokenizer.json`; empty if there is none.
    public OptionalInt idOf(String token) {
        Integer id = json.ids().get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /// One more than the largest id.
    public int vocabularySize() {
        return vocabularySize;
    }

    /// One more than the largest id in a `tokenizer.json`, without making a tokenizer of it.
    public static int vocabularySize(Path file) {
        return size(TokenizerJson.parse(file.toString(), JsonFiles.text(file)));
    }

    private static int size(TokenizerJson json) {
        return json.ids().values().stream().mapToInt(id -> id + 1).max().orElse(0);
    }

    /// Why this tokenizer does not fit a model with so many rows of embeddings; empty if it does. A model may have more
    /// rows than there are tokens (they are padded to round numbers), never fewer.
    public Optional<String> disagreesWith(int modelVocabularySize) {
        if (vocabularySize <= modelVocabularySize) {
            return Optional.empty();
        }
        return Optional.of("the tokenizer has ids up to " + (vocabularySize - 1) + ", the model only "
                + modelVocabularySize + " embeddings: tokenizer.json belongs to another model");
    }

    /// The ids that end a generation, in the order of the files; empty if no file names one.
    public List<Integer> eosIds() {
        return specials.eosIds();
    }

    /// The id of the token that ends a text.
    public OptionalInt eosId() {
        OptionalInt named = idOrEmpty(specials.eos());
        return named.isPresent() || specials.eosIds().isEmpty()
                ? named
                : OptionalInt.of(specials.eosIds().getFirst());
    }

    public OptionalInt bosId() {
        return idOrEmpty(specials.bos());
    }

    public OptionalInt padId() {
        return idOrEmpty(specials.pad());
    }

    /// The text of the begin token for templates; empty text if there is none.
    public String bosToken() {
        return Objects.requireNonNullElse(specials.bos(), "");
    }

    /// The text of the end token for templates; empty text if there is none.
    public String eosToken() {
        return Objects.requireNonNullElse(specials.eos(), "");
    }

    private OptionalInt idOrEmpty(@Nullable String token) {
        return token == null ? OptionalInt.empty() : idOf(token);
    }

    /// Where special tokens stand in a text, leftmost first and the longest at each place.
    public List<Occurrence> specialsIn(String text) {
        List<Occurrence> found = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int length = specialLengthAt(text, at);
            if (length > 0) {
                found.add(new Occurrence(at, at + length));
            }
            at += Math.max(1, length);
        }
        return found;
    }

    /// The range of `char`s of a special token's text.
    public record Occurrence(int start, int end) {}

    private int specialLengthAt(String text, int at) {
        if (firstChars.indexOf(text.charAt(at)) < 0) {
            return 0;
        }
        for (String special : specialTexts) {
            if (text.startsWith(special, at)) {
                return special.length();
            }
        }
        return 0;
    }

    private boolean showsNoSpecials(String text) {
        return !alwaysPlain && specialsIn(text).isEmpty();
    }

    private static String withoutHiddenNames(String text) {
        return text.replace(TokenizerJson.HIDDEN, '\uFFFD');
    }

    /// The native tokenizer that knows no special tokens, made when it is first needed.
    private synchronized NativeTokenizer plain() {
        NativeTokenizer made = plain;
        if (made == null) {
            made = new NativeTokenizer(json.jsonWithoutSpecialTokens());
            plain = made;
        }
        return made;
    }
}
