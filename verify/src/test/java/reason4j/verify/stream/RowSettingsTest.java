package reason4j.verify.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reason4j.core.io.Json;
import reason4j.verify.math.MathPolicy;

class RowSettingsTest {

    private static final MathPolicy STRICT = MathPolicy.strict();

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("{}", STRICT),
                Arguments.of("{\"config\":{\"after_think\":false}}", STRICT.afterThink(false)),
                Arguments.of("{\"config\":{\"think_end\":\"</t>\"}}", STRICT.thinkEnd("</t>")),
                Arguments.of("{\"config\":{\"precision\":2}}", STRICT.decimals(2)),
                Arguments.of("{\"config\":{\"precision\":0}}", STRICT.decimals(0)),
                Arguments.of("{\"config\":{\"precision\":6}}", STRICT),
                Arguments.of(
                        "{\"config\":{\"rel_tol\":0.01,\"approx\":true}}",
                        STRICT.relativeTolerance(0.01).ownDigits(true)),
                Arguments.of(
                        "{\"config\":{\"approx\":true}}",
                        STRICT.relativeTolerance(1e-4).ownDigits(true)),
                Arguments.of("{\"config\":{\"approx\":false}}", STRICT),
                Arguments.of("{\"config\":{\"percent\":\"strip\"}}", STRICT.percent(MathPolicy.Percent.STRIP)),
                Arguments.of("{\"config\":{\"percent\":\"both\"}}", STRICT.percent(MathPolicy.Percent.BOTH)),
                Arguments.of("{\"config\":{\"ordered_list\":true}}", STRICT.orderedLists(true)),
                Arguments.of("{\"config\":{\"bracket_answer\":true}}", STRICT.bracketAnswer(true)),
                Arguments.of("{\"config\":{\"bracket_answer\":false}}", STRICT),
                Arguments.of("{\"config\":{\"units\":true}}", STRICT.units(MathPolicy.Units.REQUIRED)),
                Arguments.of(
                        "{\"config\":{\"extractor\":\"string\",\"strings\":[\"A\",\"B\"],\"lowercase\":true}}",
                        STRICT.strings(List.of("A", "B")).lowercase(true)),
                Arguments.of("{\"config\":{\"match_types\":[\"latex\"],\"strict\":true}}", STRICT),
                Arguments.of("{\"precision\":2}", STRICT.decimals(2)),
                Arguments.of("{\"config\":{\"precision\":3},\"precision\":2}", STRICT.decimals(3)),
                Arguments.of("{\"units\":\"cm\",\"precision\":\"high\",\"percent\":12.5}", STRICT));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void makeThePolicy(String row, MathPolicy expected) throws RowSettings.Misfit {
        assertThat(new RowSettings(Json.mapper().readTree(row)).policy(STRICT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"config\":{\"precision\":\"many\"}}",
                "{\"config\":{\"precision\":-1}}",
                "{\"config\":{\"precision\":1000}}",
                "{\"config\":{\"percent\":\"often\"}}",
                "{\"config\":{\"strings\":\"A\"}}",
                "{\"config\":{\"extractor\":\"regex\"}}",
                "{\"config\":{\"units\":\"cm\"}}",
            })
    void refuseWhatTheyCannotFollow(String row) {
        assertThatThrownBy(() -> new RowSettings(Json.mapper().readTree(row)).policy(STRICT))
                .isInstanceOf(RowSettings.Misfit.class)
                .hasMessageContaining("must be")
                .satisfies(e -> assertThat(e.getMessage()).contains("\""));
    }
}
