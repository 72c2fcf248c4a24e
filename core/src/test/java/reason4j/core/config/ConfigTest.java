package reason4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.io.UserException;

class ConfigTest {

    enum Kind {
        SMALL,
        LARGE
    }

    record Inner(int groupSize, double rate, Kind kind) {
        Inner {
            Range.atLeast("group_size", groupSize, 2);
        }
    }

    record Outer(String name, Inner rlvr, List<String> files) {}

    @TempDir
    Path dir;

    Path file;

    @BeforeEach
    void aRecipe() throws IOException {
        file = dir.resolve("r.yaml");
        Files.writeString(file, """
                # a recipe
                name: x
                root: /data
                rlvr:
                  group_size: 8
                  rate: 0.5
                  kind: small
                files:
                  - ${root}/a
                  - b
                """);
    }

    private Config config() {
        return Config.empty().file(file);
    }

    @Test
    void laterLayersWinAndReferencesResolve() {
        Config c = config().set(List.of("rlvr.group_size=4", "root=/other"));
        assertThat(c.text("files")).isNull();
        assertThat(c.text("rlvr.group_size")).isEqualTo("4");
        record All(String name, String root, Inner rlvr, List<String> files) {}
        assertThat(c.bind(All.class))
                .isEqualTo(new All("x", "/other", new Inner(4, 0.5, Kind.SMALL), List.of("/other/a", "b")));
    }

    @Test
    void aMisspeltKeyNamesPlaceAndNearest() {
        assertThatThrownBy(() -> config().set(List.of("rlvr.group_sise=4")).bind(Outer.class))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "--set rlvr.group_sise=4: rlvr.group_sise: unknown key; did you mean group_size?");
        assertThatThrownBy(() -> config().bind(Outer.class)).hasMessageContaining("r.yaml:3: root: unknown key");
    }

    @Test
    void aValueOutOfRangeNamesTheRule() throws IOException {
        Files.writeString(file, "name: x\nrlvr:\n  rate: 1\n  group_size: 1\n  kind: large\nfiles: []\n");
        assertThatThrownBy(() -> config().bind(Outer.class))
                .hasMessageEndingWith("r.yaml:4: rlvr.group_size = 1: must be at least 2");
    }

    @Test
    void aWrongTypeNamesWhatIsExpected() {
        record All(String name, String root, Inner rlvr, List<String> files) {}
        assertThatThrownBy(() -> config().set(List.of("rlvr.group_size=many")).bind(All.class))
                .hasMessageContaining("rlvr.group_size = many: must be a whole number");
        assertThatThrownBy(() -> config().set(List.of("rlvr.kind=medium")).bind(All.class))
                .hasMessageContaining("must be one of small, large");
    }

    @Test
    void aMissingKeyAMissingFileAndNoYaml() throws IOException {
        Files.writeString(file, "name: x\nfiles: []\nrlvr:\n  rate: 1\n  kind: large\n");
        assertThatThrownBy(() -> config().bind(Outer.class))
                .hasMessageContaining("r.yaml:3: rlvr.group_size: is missing");
        assertThatThrownBy(() -> Config.empty().file(dir.resolve("none.yaml"))).hasMessageContaining("no such file");
        Files.writeString(file, "name: [x\n");
        assertThatThrownBy(this::config).hasMessageContaining("not YAML: while parsing a flow sequence, expected");
        assertThatThrownBy(() -> Config.empty().set(List.of("a"))).hasMessageContaining("path=value");
    }

    @Test
    void whatIsWrittenIsReadBackEqual() throws IOException {
        Outer outer = new Outer("a: b", new Inner(3, 1e-9, Kind.LARGE), List.of("x"));
        Files.writeString(file, Config.toYaml(outer));
        assertThat(config().bind(Outer.class)).isEqualTo(outer);
    }
}
