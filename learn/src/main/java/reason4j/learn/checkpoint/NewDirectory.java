package reason4j.learn.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import reason4j.core.io.UserException;

/// A directory to be written that must not replace anything.
public final class NewDirectory {

    private NewDirectory() {}

    /// @throws UserException if there is something in it, or a file of its name
    public static void check(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> content = Files.isDirectory(directory) ? Files.list(directory) : Stream.of(directory)) {
            if (content.findAny().isPresent()) {
                throw UserException.usage(
                        directory + ": exists already\n  choose another --output, or remove it first");
            }
        } catch (IOException e) {
            throw UserException.machine(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
