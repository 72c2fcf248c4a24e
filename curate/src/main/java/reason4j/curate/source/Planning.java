package reason4j.curate.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import reason4j.core.io.UserException;

/// Cuts a file into slices at line ends, numbers its rows and hashes it, in one pass.
public final class Planning {

    private final int input;
    private final String file;
    private final String shown;
    private final long target;
    private final List<Slice> slices = new ArrayList<>();
    private long row;
    private long line = 1;
    private boolean content;

    private long sliceStart;
    private long sliceLine = 1;
    private long sliceRow;

    private Planning(int input, String file, String shown, long firstRow, long target) {
        this.input = input;
        this.file = file;
        this.shown = shown;
        this.target = target;
        this.row = firstRow;
        this.sliceRow = firstRow;
    }

    /// @param firstRow the number of the file's first row
    /// @param target bytes of a slice, about
    public static Planned of(int input, Path file, long firstRow, long target) {
        return of(input, file, file.toString(), firstRow, target);
    }

    /// @param shown how the file is called to people
    public static Planned of(int input, Path file, String shown, long firstRow, long target) {
        Planning plan = new Planning(input, file.toString(), shown, firstRow, target);
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 18];
            long at = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                plan.scan(buffer, n, at);
                at += n;
            }
            plan.finish(at);
            return new Planned(
                    List.copyOf(plan.slices),
                    plan.row - firstRow,
                    HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchFileException e) {
            throw UserException.data(file + ": no such file\n  give the path of a file with one JSON object a line", e);
        } catch (IOException e) {
            throw UserException.data(file + ": cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// What a file holds.
    ///
    /// @param rows rows in it
    /// @param sha256 of its bytes
    public record Planned(List<Slice> slices, long rows, String sha256) {}

    private void scan(byte[] buffer, int n, long at) {
        for (int i = 0; i < n; i++) {
            byte b = buffer[i];
            if (b == '\n') {
                endLine();
                long next = at + i + 1;
                if (next - sliceStart >= target) {
                    cut(next);
                }
            } else if (!isSpace(b)) {
                content = true;
            }
        }
    }

    private void endLine() {
        if (content) {
            row++;
        }
        content = false;
        line++;
    }

    private void cut(long end) {
        if (row > sliceRow) {
            slices.add(new JsonLinesSlice(
                    input, sliceRow, (int) (row - sliceRow), file, shown, sliceLine, sliceStart, end));
        }
        sliceStart = end;
        sliceLine = line;
        sliceRow = row;
    }

    private void finish(long end) {
        if (content) {
            endLine();
        }
        cut(end);
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
