package reason4j.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Files and directories written whole or not at all: into a sibling with the suffix `.part`, forced to disk, renamed.
public final class WholeFiles {

    private WholeFiles() {}

    /// What writes the content.
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /// What fills a directory.
    @FunctionalInterface
    public interface Filling {
        void in(Path directory) throws IOException;
    }

    public static void write(Path file, String content) {
        write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    /// @throws UserException if the disk is full, read-only or not there; no partial file is left under the name
    public static void write(Path file, Writing writing) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            createParent(file);
            try (FileChannel channel = FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                writing.to(out);
                out.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(part);
            throw cannotWrite(file, e);
        }
    }

    /// Fills a directory beside the target and renames it into place; the target must not exist yet or is replaced.
    public static void directory(Path target, Filling filling) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        boolean whole = false;
        try {
            createParent(target);
            deleteTree(part);
            Files.createDirectory(part);
            filling.in(part);
            deleteTree(target);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            whole = true;
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            if (!whole) {
                deleteQuietly(part);
            }
        }
    }

    /// Removes what an unfinished [#directory] left. Threads that still write to it are given a moment to end.
    public static void clearAway(Path target) {
        clearTree(target.resolveSibling(target.getFileName() + ".part"));
    }

    /// Removes a directory that others may still write to; they are given a moment to end.
    public static void clearTree(Path tree) {
        boolean interrupted = Thread.interrupted(); // or the pauses would be none
        for (int attempt = 0; attempt < 50 && Files.exists(tree); attempt++) {
            deleteQuietly(tree);
            LockSupport.parkNanos(20_000_000);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The message for a failed write.
    public static UserException cannotWrite(Path file, IOException cause) {
        String reason = switch (cause) {
            case AccessDeniedException _ -> "permission denied or a read-only disk";
            case NoSuchFileException _ -> "its directory does not exist";
            case IOException e -> String.valueOf(e.getMessage());
        };
        return UserException.machine(
                "cannot write " + file + ": " + reason
                        + "\n  free space or choose another place with --out; what was written before is intact",
                cause);
    }

    /// Whether a failure, or what caused it, is a disk that takes no more.
    public static boolean isFull(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            if (t instanceof IOException
                    && (message.contains("No space left")
                            || message.contains("Read-only")
                            || message.contains("quota exceeded"))) {
                return true;
            }
        }
        return false;
    }

    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void createParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            deleteTree(part);
        } catch (IOException _) {
            // the first failure is the one to report; a stray .part file is overwritten by the next attempt
        }
    }
}
