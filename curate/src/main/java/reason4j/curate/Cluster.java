package reason4j.curate;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// Spark as this room wants it: quiet, without a page, at home on one machine unless told otherwise.
final class Cluster {

    private Cluster() {}

    /// A running context; what spark-submit set wins over the recipe.
    static JavaSparkContext start(CurateRecipe.SparkSettings settings) {
        SparkConf conf = new SparkConf()
                .setIfMissing("spark.master", settings.master())
                .setIfMissing("spark.app.name", "reason4j curate")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.log.level", "ERROR")
                .setIfMissing("spark.shuffle.compress", "false")
                .setIfMissing("spark.cleaner.referenceTracking", "true");
        if (conf.get("spark.master").startsWith("local")) {
            // no name look-ups and no open ports beyond this machine
            conf.setIfMissing("spark.driver.host", "127.0.0.1").setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else {
            conf.setJars(new String[] {jar().toString()});
        }
        return new JavaSparkContext(conf);
    }

    private static Path jar() {
        try {
            return Path.of(Cluster.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
