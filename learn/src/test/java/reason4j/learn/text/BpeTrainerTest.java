package reason4j.learn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reason4j.core.io.JsonLines;

class BpeTrainerTest {

    private static final Path GSM8K = Path.of("../../shared/data/gsm8k_train.jsonl");

    @Test
    void mergesTheMostFrequentPairFirstAndTheSmallerIdsOnATie() {
        // counts: ab 5, bc 3; then abc 3
        NewTokenizer made = new BpeTrainer(258, true, List.of()).train(List.of("abc abc abc ab ab"));
        assertThat(made.json()).contains("\"Ġ ab\"").contains("\"a b\"");
        Tokenizer tokenizer = made.open();
        assertThat(tokenizer.encode("ab")).containsExactly(256);
        assertThat(tokenizer.encode(" ab")).containsExactly(257);
    }

    @Test
    void repeatedLettersAreMergedWithoutOverlap() {
        Tokenizer tokenizer = new BpeTrainer(258, true, List.of())
                .train(List.of("aaaaa aaaaa"))
                .open();
        assertThat(tokenizer.decode(tokenizer.encode("aaaaaaa"))).isEqualTo("aaaaaaa");
        assertThat(tokenizer.idOf("aa")).hasValue(256);
        assertThat(tokenizer.encode("aa")).containsExactly(256);
    }

    @Test
    void addedTokensAreNotLearnedFrom() {
        String text = "<think>".repeat(50) + "xyxy xyxy";
        NewTokenizer made = new BpeTrainer(300, true, List.of(AddedToken.word("<think>"))).train(List.of(text));
        assertThat(made.open().idOf("th")).isEmpty();
        assertThat(made.open().encode("<think>xyxy<think>")).hasSize(3);
    }

    @Test
    void stopsWhenNoPairOccursTwice() {
        assertThat(new BpeTrainer(5000, true, List.of()).train(List.of("ab cd")).vocabularySize())
                .isEqualTo(256);
    }

    @Test
    void digitsStayAloneOrGoInThrees() {
        List<String> texts = List.of("1234 1234 1234 1234");
        assertThat(new BpeTrainer(300, true, List.of()).train(texts).open().encode("1234"))
                .hasSize(4);
        assertThat(new BpeTrainer(300, false, List.of()).train(texts).open().encode("1234"))
                .hasSize(2);
    }

    @Test
    void noRoomForTheBytesIsRefused() {
        assertThatThrownBy(() -> new BpeTrainer(256, true, List.of(AddedToken.special("<e>"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void realQuestionsComeBackAndTheSameTokenizerIsMadeTwice() {
        Assumptions.assumeTrue(Files.exists(GSM8K), "no " + GSM8K + ": real questions are not tried");
        List<String> texts = JsonLines.readTrees(GSM8K).stream()
                .map(row -> row.path("problem").asString() + "\n"
                        + row.path("solution").asString())
                .toList();
        BpeTrainer trainer = new BpeTrainer(4096, true, List.of(AddedToken.special("<|endoftext|>")));
        long start = System.nanoTime();
        NewTokenizer made = trainer.train(texts);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d rows, vocabulary of %d: %.2f s%n", texts.size(), made.vocabularySize(), seconds);
        assertThat(seconds).isLessThan(30); // 0.5 s on two cores with nothing else to do
        assertThat(made.vocabularySize()).isEqualTo(4096);
        assertThat(trainer.train(texts.subList(0, 500)).json())
                .isEqualTo(trainer.train(texts.subList(0, 500)).json());
        Tokenizer tokenizer = made.open();
        long tokens = 0;
        long chars = 0;
        for (String text : texts.subList(0, 2000)) {
            int[] ids = tokenizer.encode(text);
            assertThat(tokenizer.decode(ids)).isEqualTo(text);
            tokens += ids.length;
            chars += text.length();
        }
        assertThat((double) chars / tokens).isGreaterThan(2.5);
    }
}
