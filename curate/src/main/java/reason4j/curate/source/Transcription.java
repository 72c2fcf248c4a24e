package reason4j.curate.source;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/// Files that are not lines of JSON, written anew as such, so that tasks can read them in slices: Parquet, Arrow, JSON
/// arrays, and anything compressed by gzip or zstd.
public final class Transcription {

    private static final ObjectReader ROW =
            Json.mapper().readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Transcription() {}

    /// The file itself if it has lines of JSON, or a transcription in a folder.
    ///
    /// @throws UserException if the file is missing, truncated or of another format than its name says
    public static Path linesOf(Path file, Path folder, JavaSparkContext spark) {
        String name = file.getFileName().toString();
        if (Files.notExists(file)) {
            throw UserException.data(file + ": no such file\n  give the path of a file of rows");
        }
        if (Files.isDirectory(file)) {
            throw UserException.data(file + ": is a folder\n  name the files in it");
        }
        try {
            if (name.endsWith(".parquet")) {
                Path parts = target(file, folder);
                return write(file, folder, out -> ParquetFile.lines(file, parts, spark, out));
            } else if (name.endsWith(".arrow")) {
                return write(file, folder, out -> arrow(file, out));
            } else if (name.endsWith(".gz") || name.endsWith(".zst")) {
                return write(file, folder, out -> compressed(file, out));
            } else if (beginsWithBracket(file) && !name.endsWith(".jsonl")) {
                return write(file, folder, out -> array(file, out));
            }
            refuseWide(file);
            return file;
        } catch (NoSuchFileException e) {
            throw UserException.data(file + ": no such file", e);
        } catch (UserException e) {
            throw e;
        } catch (Exception e) { // Spark throws checked exceptions that it does not declare
            if (WholeFiles.isFull(e)) {
                throw WholeFiles.cannotWrite(folder, new IOException("No space left on device", e));
            }
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String why = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
            throw UserException.data(
                    file + ": cannot be read to its end: " + why
                            + "\n  fetch it again; a file cut off or damaged ends like this",
                    e);
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static Path write(Path file, Path folder, Writing writing) throws IOException {
        Files.createDirectories(folder);
        Path target = target(file, folder);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 18)) {
            writing.to(out);
        }
        return target;
    }

    private static Path target(Path file, Path folder) {
        return folder.resolve(Integer.toHexString(file.hashCode()) + "-" + file.getFileName() + ".jsonl");
    }

    /// UTF-16 and UTF-32 begin with a mark; no line of such a file would be JSON.
    private static void refuseWide(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int first = in.read();
            int second = in.read();
            if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
                throw UserException.data(file + ": is UTF-16, and rows are read as UTF-8"
                        + "\n  convert it, such as by iconv -f UTF-16 -t UTF-8");
            }
        }
    }

    private static void arrow(Path file, OutputStream out) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
            while (reader.loadNextBatch()) {
                List<FieldVector> columns = reader.getVectorSchemaRoot().getFieldVectors();
                for (int i = 0; i < reader.getVectorSchemaRoot().getRowCount(); i++) {
                    Map<String, @Nullable Object> row = new TreeMap<>();
                    for (FieldVector column : columns) {
                        row.put(column.getName(), plain(column.getObject(i)));
                    }
                    line(Json.line(row), out);
                }
            }
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.forEach(element -> plain.add(plain(element)));
                yield plain;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> plain = new TreeMap<>();
                map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
                yield plain;
            }
            case Number number -> number;
            case Boolean flag -> flag;
            case Object other -> other.toString();
        };
    }

    private static void array(Path file, OutputStream out) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 18);
                JsonParser parser = Json.mapper().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("no array of rows");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode row = ROW.readValue(parser);
                line(Json.line(row), out);
            }
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    private static void compressed(Path file, OutputStream out) throws IOException {
        boolean gzip = file.toString().endsWith(".gz");
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 18);
                InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : new ZstdInputStream(raw)) {
            in.transferTo(out);
        }
    }

    private static void line(String json, OutputStream out) throws IOException {
        out.write(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.write('\n');
    }

    private static boolean beginsWithBracket(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int b = in.read();
            while (b >= 0 && (Planning.isSpace((byte) b) || b == 0xEF || b == 0xBB || b == 0xBF)) {
                b = in.read();
            }
            return b == '[';
        }
    }
}
