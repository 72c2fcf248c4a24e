package reason4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void theNearestNameIsSuggestedAndNoneThatIsFar() {
        List<String> known = List.of("question", "Answer", "gold");
        assertThat(Spelling.hint("qestion", known)).isEqualTo("; did you mean question?");
        assertThat(Spelling.hint("anwser", known)).isEqualTo("; did you mean Answer?");
        assertThat(Spelling.hint("temperature", known)).isEmpty();
        assertThat(Spelling.hint("gold", List.of())).isEmpty();
    }

    @Test
    void ofTwoThatAreAsNearTheFirstByAlphabetIsSuggested() {
        assertThat(Spelling.hint("b", List.of("c", "a"))).isEqualTo("; did you mean a?");
    }
}
