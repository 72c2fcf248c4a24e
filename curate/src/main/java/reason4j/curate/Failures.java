package reason4j.curate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;

/// What went wrong in a task, as a person should read it. Spark wraps it in its own exceptions, one around the other.
final class Failures {

    private Failures() {}

    /// The exception to throw instead of this one.
    ///
    /// @param out where the set was to go
    static RuntimeException of(Exception failure, Path out) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            switch (t) {
                case UserException known -> {
                    return known;
                }
                case OutOfMemoryError _ -> {
                    return memory(failure);
                }
                case UncheckedIOException _ -> {}
                case IOException io
                when isFull(io) -> {
                    return WholeFiles.cannotWrite(out, io);
                }
                case SparkException spark
                when stopped(spark) -> {
                    return UserException.interrupted("curate: stopped; nothing was written to " + out);
                }
                default -> {}
            }
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    private static UserException memory(Exception failure) {
        return UserException.machine(
                "curate: the memory of the process is too small"
                        + "\n  give it more, such as REASON4J_JVM_FLAGS=-Xmx4g, or make tasks smaller by"
                        + " --set spark.slice_bytes=500000",
                failure);
    }

    private static boolean isFull(IOException io) {
        String message = String.valueOf(io.getMessage());
        return message.contains("No space left") || message.contains("Read-only") || message.contains("quota");
    }

    private static boolean stopped(SparkException spark) {
        return String.valueOf(spark.getMessage()).contains("SparkContext was shut down");
    }
}
