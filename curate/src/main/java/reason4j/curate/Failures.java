package reason4j.curate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;

/// What went wrong in a task, as a person should read it. Spark wraps it in its own exceptions, one around the other.
final class Failures {

    private Failures() {}

    /// The exception to throw instead of this one.
    ///
    /// @param out where the set was to go
    static RuntimeException of(Throwable failure, Path out) {
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
                when WholeFiles.isFull(io) -> {
                    return full(out, io);
                }
                default -> {}
            }
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    private static UserException memory(Throwable failure) {
        return UserException.machine(
                "curate: the memory of the process is too small"
                        + "\n  give it more, such as REASON4J_JVM_FLAGS=-Xmx4g, or make tasks smaller by"
                        + " --set spark.slice_bytes=500000",
                failure);
    }

    /// Spark spills to a folder of its own, which may lie on another disk than the set.
    private static UserException full(Path out, IOException cause) {
        boolean spilling = Stream.of(cause.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> name.startsWith("org.apache.spark.") || name.startsWith("reason4j."))
                .findFirst()
                .filter(name -> name.startsWith("org.apache.spark."))
                .isPresent();
        if (!spilling) {
            return WholeFiles.cannotWrite(out, cause);
        }
        String folders = System.getenv("SPARK_LOCAL_DIRS");
        return UserException.machine(
                "curate: the disk of " + (folders == null ? System.getProperty("java.io.tmpdir") : folders)
                        + " is full, where Spark keeps what does not fit into memory"
                        + "\n  free space or choose another folder with SPARK_LOCAL_DIRS=DIR; nothing was written to "
                        + out,
                cause);
    }
}
