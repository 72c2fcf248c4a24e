package reason4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reason4j.core.config.Config;
import reason4j.core.io.UserException;
import reason4j.curate.CurateRecipe;

/// Every recipe of a pipeline binds, and what is written into a run binds again to the same.
class RecipesTest {

    private static final Path RECIPES = Path.of("..", "recipes");

    @Test
    void everyPipelineRecipeBinds() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            List<Path> pipelines = files.filter(RecipesTest::hasStages).toList();
            assertThat(pipelines).isNotEmpty();
            for (Path file : pipelines) {
                assertThat(bind(file).name()).as(file.toString()).isNotBlank();
            }
        }
    }

    @Test
    void everyCurationRecipeBinds() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            List<Path> curations = files.filter(f -> !hasStages(f) && (has(f, "pool:") || has(f, "sources:")))
                    .toList();
            assertThat(curations).hasSizeGreaterThan(2);
            for (Path file : curations) {
                CurateRecipe recipe = CurateRecipe.defaults().file(file).bind(CurateRecipe.class);
                assertThat(recipe.name() + ".yaml").isEqualTo(file.getFileName().toString());
            }
        }
    }

    // other recipes are a curation alone
    private static boolean hasStages(Path file) {
        return has(file, "rlvr:");
    }

    private static boolean has(Path file, String section) {
        try {
            return Files.readAllLines(file).stream().anyMatch(l -> l.startsWith(section));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Recipe bind(Path file) {
        return Recipe.defaults().file(file).bind(Recipe.class);
    }

    @Test
    void aResolvedRecipeIsReadBackEqual(@TempDir Path dir) throws IOException {
        Recipe recipe = bind(RECIPES.resolve("demo.yaml"));
        Path copy = dir.resolve("recipe.yaml");
        Files.writeString(copy, Config.toYaml(recipe));
        assertThat(Recipe.defaults().file(copy).bind(Recipe.class)).isEqualTo(recipe);
    }

    @Test
    void mistakesInTheLastSectionAreFoundBeforeTheFirstStage() {
        assertThatThrownBy(() -> Recipe.defaults()
                        .file(RECIPES.resolve("demo.yaml"))
                        .set(List.of("rlvr.stepps=3"))
                        .bind(Recipe.class))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("rlvr.stepps: unknown key; did you mean steps?");
        assertThatThrownBy(() -> Recipe.defaults()
                        .file(RECIPES.resolve("demo.yaml"))
                        .set(List.of("evaluate.samples=0"))
                        .bind(Recipe.class))
                .hasMessageContaining("evaluate.samples = 0: must be at least 1");
    }
}
