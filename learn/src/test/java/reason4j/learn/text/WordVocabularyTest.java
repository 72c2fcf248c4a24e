package reason4j.learn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordVocabularyTest {

    private static final Tokenizer CHAINS = chains();

    private static Tokenizer chains() {
        List<String> words = new ArrayList<>();
        IntStream.range(0, 100).mapToObj(Integer::toString).forEach(words::add);
        words.addAll(List.of("+", "-", "*", "/", "(", ")", "=", ";", "\n", "^", "[", "]", "#", "&&", "~"));
        words.addAll(List.of("<think>", "</think>", "<answer>", "</answer>"));
        return WordVocabulary.of(List.of("<|endoftext|>"), words).open();
    }

    @ParameterizedTest
    @CsvSource({
        "3-2*2+6-6=, 10",
        "<think>3-2=1;1*2=2;2+6-6=2</think><answer>2</answer>, 24",
        "<think>(99/3)=33;</think>, 10",
        "12345, 3",
        "007, 3",
        "^[#]&&~[, 7"
    })
    void textComesBackInWordsThatAreTokens(String text, int tokens) {
        int[] ids = CHAINS.encode(text);
        assertThat(CHAINS.decode(ids)).isEqualTo(text);
        assertThat(ids).hasSize(tokens);
    }

    @Test
    void idsAreInTheOrderGiven() {
        assertThat(CHAINS.idOf("<|endoftext|>")).hasValue(0);
        assertThat(CHAINS.idOf(WordVocabulary.UNKNOWN)).hasValue(1);
        assertThat(CHAINS.idOf("0")).hasValue(2);
        assertThat(CHAINS.encode("42")).containsExactly(44);
        assertThat(CHAINS.vocabularySize()).isEqualTo(2 + 100 + 15 + 4);
    }

    @Test
    void otherCharactersAreUnknownAndMarkupIsNotMade() {
        assertThat(CHAINS.encode("ü\0😀")).containsExactly(1, 1, 1);
        assertThat(CHAINS.encode("<|endoftext|>")).doesNotContain(0).hasSize(13);
        assertThat(CHAINS.encodeMarkup("<|endoftext|>")).containsExactly(0);
    }

    @Test
    void aWordTwiceIsRefused() {
        assertThatThrownBy(() -> WordVocabulary.of(List.of(), List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
