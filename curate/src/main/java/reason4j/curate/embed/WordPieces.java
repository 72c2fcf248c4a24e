package reason4j.curate.embed;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The tokenizer of uncased BERT models: cleaned, without accents, lower case, cut at spaces and punctuation, each word
/// cut into the longest pieces of the vocabulary (Wu et al. 2016, arXiv 1609.08144, greedily). It gives the ids of
/// Hugging Face's `tokenizers`, but for texts that spell a special token such as `[SEP]`: that is text here.
///
/// It is written in Java so that executors need no native library beyond the runtime of the model.
final class WordPieces {

    private static final int LONGEST_WORD = 100;

    /// Sets of general categories, a bit each.
    private static final int OTHER = 1 << Character.CONTROL
            | 1 << Character.FORMAT
            | 1 << Character.SURROGATE
            | 1 << Character.PRIVATE_USE
            | 1 << Character.UNASSIGNED;

    private static final int PUNCTUATION = 1 << Character.CONNECTOR_PUNCTUATION
            | 1 << Character.DASH_PUNCTUATION
            | 1 << Character.START_PUNCTUATION
            | 1 << Character.END_PUNCTUATION
            | 1 << Character.INITIAL_QUOTE_PUNCTUATION
            | 1 << Character.FINAL_QUOTE_PUNCTUATION
            | 1 << Character.OTHER_PUNCTUATION;

    private final Map<String, Integer> vocabulary = new HashMap<>();
    private final int unknown;
    private final int begin;
    private final int end;

    /// @param json a `tokenizer.json` of the WordPiece kind
    WordPieces(JsonNode json) {
        JsonNode vocab = json.get("model").get("vocab");
        vocab.properties()
                .forEach(
                        entry -> vocabulary.put(entry.getKey(), entry.getValue().intValue()));
        unknown = id("[UNK]");
        begin = id("[CLS]");
        end = id("[SEP]");
    }

    private int id(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("no " + token + " in the vocabulary");
        }
        return id;
    }

    /// The ids of a text between `[CLS]` and `[SEP]`.
    ///
    /// @param most ids, the two included; what is beyond is cut off
    long[] encode(String text, int most) {
        List<Integer> ids = new ArrayList<>();
        ids.add(begin);
        for (String word : words(normal(text))) {
            if (ids.size() >= most - 1) {
                break;
            }
            pieces(word, ids);
        }
        int kept = Math.min(ids.size(), most - 1);
        long[] encoded = new long[kept + 1];
        for (int i = 0; i < kept; i++) {
            encoded[i] = ids.get(i);
        }
        encoded[kept] = end;
        return encoded;
    }

    private static String normal(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == 0 || c == 0xFFFD || (isOther(c) && c != '\t' && c != '\n' && c != '\r')) {
                return;
            }
            if (isSpace(c)) {
                out.append(' ');
            } else if (isChinese(c)) {
                out.append(' ').appendCodePoint(c).append(' ');
            } else {
                out.appendCodePoint(c);
            }
        });
        StringBuilder plain = new StringBuilder(out.length());
        Normalizer.normalize(out, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> plain.appendCodePoint(Character.toLowerCase(c)));
        return plain.toString();
    }

    private static List<String> words(String normal) {
        List<String> words = new ArrayList<>();
        int start = -1;
        int i = 0;
        while (i < normal.length()) {
            int c = normal.codePointAt(i);
            boolean space = isSpace(c);
            boolean alone = !space && isPunctuation(c);
            if ((space || alone) && start >= 0) {
                words.add(normal.substring(start, i));
                start = -1;
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (!space && start < 0) {
                start = i;
            }
            i += Character.charCount(c);
        }
        if (start >= 0) {
            words.add(normal.substring(start));
        }
        return words;
    }

    private void pieces(String word, List<Integer> ids) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            ids.add(unknown);
            return;
        }
        int before = ids.size();
        int at = 0;
        while (at < word.length()) {
            int to = word.length();
            Integer id = null;
            while (to > at && id == null) {
                String piece = word.substring(at, to);
                id = vocabulary.get(at == 0 ? piece : "##" + piece);
                to -= id == null ? 1 : 0;
            }
            if (id == null) {
                ids.subList(before, ids.size()).clear();
                ids.add(unknown);
                return;
            }
            ids.add(id);
            at = to;
        }
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c == 0x85 || (c >= 9 && c <= 13) || Character.isSpaceChar(c);
    }

    private static boolean isOther(int c) {
        return (OTHER >>> Character.getType(c) & 1) == 1;
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
        }
        return (PUNCTUATION >>> Character.getType(c) & 1) == 1;
    }

    private static boolean isChinese(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B73F)
                || (c >= 0x2B740 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}
