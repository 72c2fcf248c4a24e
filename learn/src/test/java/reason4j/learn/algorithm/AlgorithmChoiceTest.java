package reason4j.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;

final class AlgorithmChoiceTest {

    @ParameterizedTest
    @EnumSource
    void everyRowSurvivesWritingAndReading(Compat compat) {
        for (String name : Algorithms.names()) {
            Algorithm row = Algorithms.named(name, compat);
            assertThat(row.name()).isEqualTo(name);
            assertThat(row.compat()).isEqualTo(compat);
            String written = Json.line(row);
            assertThat(Json.mapper().readValue(written, Algorithm.class))
                    .as(name)
                    .isEqualTo(row);
            Map<String, Object> all = Map.of("staleness", row.staleness());
            assertThat(new AlgorithmChoice(name, compat, all).resolve()).isEqualTo(row);
        }
    }

    @Test
    void constantsOfTheSameKindAreMerged() {
        Algorithm algorithm =
                choice(Map.of("clip", Map.of("high", 0.3), "kl", Map.of("placement", "loss", "coefficient", 0.01)));
        assertThat(algorithm.clip()).isEqualTo(new Clip.Clipped(0.2, 0.3, 10));
        assertThat(algorithm.kl().placement()).isEqualTo(Kl.Placement.LOSS);
        assertThat(algorithm.kl().estimator()).isEqualTo(Kl.Estimator.K3);
    }

    @Test
    void partsOfAnotherKindAreReplaced() {
        Algorithm algorithm = choice(Map.of(
                "clip",
                Map.of("kind", "held-weight", "min", 0, "max", 5),
                "aggregation",
                Map.of("mode", "seq-mean-token-sum-norm", "constant", 64)));
        assertThat(algorithm.clip()).isEqualTo(new Clip.HeldWeight(0, 5));
        assertThat(algorithm.aggregation().constant()).isEqualTo(64);
        assertThat(choice(Map.of("clip", Map.of("dual", "Infinity"))).clip())
                .isEqualTo(new Clip.Clipped(0.2, 0.28, Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clip | {\"hihg\": 0.3} | algorithm.override.clip.hihg | low, high, dual",
                "clp | {\"high\": 0.3} | algorithm.override.clp | advantage, ratio",
                "clip | {\"high\": -1} | clip | must not be negative",
                "clip | {\"kind\": \"clippy\"} | algorithm.override | clippy",
                "clip | 0.3 | algorithm.override.clip | not of the form",
                "kl | {\"placement\": \"lost\"} | kl.placement | lost",
                "aggregation | {\"mode\": \"seq-mean-token-sum-norm\"} | aggregation | maximal number of new tokens",
                "name | \"x\" | algorithm.override.name | beside the override"
            })
    void mistakesAreNamed(String key, String value, String where, String what) {
        Object parsed = Json.mapper().readValue(value, Object.class);
        assertThatThrownBy(() -> choice(Map.of(key, parsed)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(what);
    }

    @Test
    void anUnknownNameListsThoseThereAre() {
        assertThatThrownBy(() -> AlgorithmChoice.of("grop").resolve())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("grop")
                .hasMessageContaining("grpo, dapo");
    }

    private static Algorithm choice(Map<String, Object> override) {
        return new AlgorithmChoice("dapo", Compat.VERL, override).resolve();
    }
}
