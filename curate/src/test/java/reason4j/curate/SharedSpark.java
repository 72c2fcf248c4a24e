package reason4j.curate;

import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/// One `local[2]` for all test classes of this process: Spark takes seconds to start, and one process holds but one.
final class SharedSpark {

    private static @Nullable JavaSparkContext running;

    private SharedSpark() {}

    /// The context, started at the first call. It ends with the process, or by [#stop].
    static synchronized JavaSparkContext context() {
        JavaSparkContext spark = running;
        if (spark == null || spark.sc().isStopped()) {
            spark = Cluster.start(new CurateRecipe.SparkSettings("local[2]", 0));
            running = spark;
        }
        return spark;
    }

    /// For tests of what starts a context of its own.
    static synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
