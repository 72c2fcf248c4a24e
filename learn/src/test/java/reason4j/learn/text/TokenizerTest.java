package reason4j.learn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reason4j.core.io.UserException;

class TokenizerTest {

    private static final String END = "<|endoftext|>";

    private static final List<String> TEXTS = List.of(
            "the cat sat on the mat; the cat ate 12 mice.",
            "the dog ran to the cat and the cat ran to the mat 3 times\n\nthen 45 more",
            "ähnlich, naïve, 漢字漢字 and 😀😀 x");

    private static final Tokenizer BYTES = new BpeTrainer(
                    330,
                    true,
                    List.of(AddedToken.special(END), AddedToken.word("<think>"), AddedToken.word("</think>")))
            .train(TEXTS)
            .open();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "the cat",
                "\n\n  two  spaces\t\r\n",
                "日本語 und Übung 😀👩‍👩‍👧",
                "\0\u0001\u007f",
                "<think>3+4=7</think>",
                "<|endoftext|>",
                "a<|endoftext|>b<|endoftext|>",
                "'s 'T 1234567890"
            })
    void textComesBack(String text) {
        assertThat(BYTES.decode(BYTES.encode(text))).isEqualTo(text);
        assertThat(BYTES.decode(BYTES.encodeMarkup(text))).isEqualTo(text);
    }

    @Test
    void specialTokensAreMadeFromTextOnlyOnRequest() {
        int end = BYTES.idOf(END).orElseThrow();
        assertThat(BYTES.encode("a" + END + "b")).hasSizeGreaterThan(5).doesNotContain(end);
        assertThat(BYTES.encodePrompt(END)).doesNotContain(end);
        assertThat(BYTES.encodeMarkup("a" + END)).hasSize(2).contains(end);
        assertThat(BYTES.decode(new int[] {end, BYTES.encode("a")[0]}, true)).isEqualTo("a");
    }

    @Test
    void wordsKeepTheirIdsBesideHiddenSpecialTokens() {
        int think = BYTES.idOf("<think>").orElseThrow();
        assertThat(BYTES.encode("<think>")).containsExactly(think);
        assertThat(BYTES.encode(END + "<think>")).endsWith(think);
        // the name under which the special token hides is no way to it
        assertThat(BYTES.encode(END + TokenizerJson.HIDDEN + "0"))
                .doesNotContain(BYTES.idOf(END).orElseThrow());
    }

    @Test
    void halfASurrogatePairIsReplaced() {
        assertThat(BYTES.decode(BYTES.encode("a\ud83db\ude00"))).isEqualTo("a\ufffdb\ufffd");
    }

    @Test
    void idsOutsideTheVocabularyGiveNoText() {
        assertThat(BYTES.decode(new int[] {100_000, BYTES.encode("x")[0]})).isEqualTo("x");
    }

    @Test
    void offsetsAreRangesOfChars() {
        String text = "😀 the <think>漢";
        Encoding encoding = BYTES.encodeWithOffsets(text);
        assertThat(encoding.ids()).isEqualTo(BYTES.encode(text));
        int think = indexOf(encoding.ids(), BYTES.idOf("<think>").orElseThrow());
        assertThat(text.substring(encoding.starts()[think], encoding.ends()[think]))
                .isEqualTo("<think>");
        assertThat(encoding.ends()[encoding.ids().length - 1]).isEqualTo(text.length());
        assertThat(encoding.starts()[0]).isZero();
        assertThat(encoding.ends()[0]).isEqualTo(2);
    }

    @Test
    void streamShowsWholeCharactersAndAllOfThem() {
        Random random = new Random(3);
        for (int run = 0; run < 200; run++) {
            int[] ids = random.ints(60, 0, BYTES.vocabularySize()).toArray();
            assertThat(streamed(ids)).isEqualTo(BYTES.decode(ids));
        }
        int[] emoji = BYTES.encode("a 👩‍👩‍👧b漢");
        List<String> pieces = new ArrayList<>();
        TokenStream stream = BYTES.stream(false);
        for (int id : emoji) {
            pieces.add(stream.next(id));
        }
        assertThat(pieces).noneMatch(piece -> piece.contains("\ufffd"));
        assertThat(String.join("", pieces)).isEqualTo("a 👩‍👩‍👧b漢");
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void streamDoesNotWaitForeverForBrokenBytes() {
        int broken = BYTES.encode("漢")[0];
        TokenStream stream = BYTES.stream(false);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            shown.append(stream.next(broken));
        }
        assertThat(shown.length()).isGreaterThan(50);
    }

    @Test
    void readsSpecialTokensOfACheckpoint(@TempDir Path directory) throws IOException {
        new BpeTrainer(300, true, List.of(AddedToken.special(END), AddedToken.special("<pad>")))
                .train(TEXTS)
                .write(directory, END, "<pad>");
        Tokenizer fromConfig = Tokenizer.load(directory);
        int end = fromConfig.idOf(END).orElseThrow();
        assertThat(fromConfig.eosIds()).containsExactly(end);
        assertThat(fromConfig.eosId()).hasValue(end);
        assertThat(fromConfig.padId()).hasValue(end + 1);
        assertThat(fromConfig.bosId()).isEmpty();
        assertThat(fromConfig.eosToken()).isEqualTo(END);
        Files.writeString(directory.resolve("generation_config.json"), "{\"eos_token_id\": [7, 9]}");
        assertThat(Tokenizer.load(directory).eosIds()).containsExactly(7, 9);
    }

    @Test
    void tellsWhenItDoesNotFitTheModel() {
        assertThat(BYTES.disagreesWith(BYTES.vocabularySize())).isEmpty();
        assertThat(BYTES.disagreesWith(BYTES.vocabularySize() + 100)).isEmpty();
        assertThat(BYTES.disagreesWith(BYTES.vocabularySize() - 1))
                .hasValueSatisfying(reason -> assertThat(reason).contains("another model"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"model\": {\"type\": \"BPE\"}}",
                "{\"model\": {\"type\": \"Nonsense\", \"vocab\": {\"a\": 0}}}",
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": -4}, \"unk_token\": \"a\"}}",
                "{\"added_tokens\": [{\"id\": 9, \"content\": \"<x>\", \"single_word\": false, \"lstrip\": false,"
                        + "\"rstrip\": false, \"normalized\": false, \"special\": true}],"
                        + "\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}, \"unk_token\": \"a\"}}"
            })
    void aBrokenFileIsNamed(String content, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("tokenizer.json"), content);
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": not a Hugging Face tokenizer")
                .hasMessageContaining("copy tokenizer.json again");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path directory) {
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tokenizer.json: no such file");
    }

    private static String streamed(int[] ids) {
        TokenStream stream = BYTES.stream(false);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(stream.next(id));
        }
        return text.append(stream.end()).toString();
    }

    private static int indexOf(int[] ids, int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        throw new AssertionError(id + " is not among them");
    }
}
