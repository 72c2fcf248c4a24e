package reason4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void theNearestNameIsSuggestedAndNoneThatIsFar() {
        List<String> known = List.of("question", "Answer", "gold");
        assertThat(NearestName.hint("qestion", known)).isEqualTo("; did you mean question?");
        assertThat(NearestName.hint("anwser", known)).isEqualTo("; did you mean Answer?");
        assertThat(NearestName.hint("temperature", known)).isEmpty();
        assertThat(NearestName.hint("gold", List.of())).isEmpty();
    }

    @Test
    void ofTwoThatAreAsNearTheFirstByAlphabetIsSuggested() {
        assertThat(NearestName.hint("b", List.of("c", "a"))).isEqualTo("; did you mean a?");
    }
}
