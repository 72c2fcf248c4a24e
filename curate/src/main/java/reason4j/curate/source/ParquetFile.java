package reason4j.curate.source;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import reason4j.core.io.UserException;

/// A Parquet file as lines of JSON. Tasks write them row by row, so that no row group lies in memory as text.
final class ParquetFile {

    private static final String MAGIC = "PAR1";
    private static final int FOOTER = 8;

    private ParquetFile() {}

    /// @param out where the lines go
    /// @param parts files beside which the lines of each task may lie
    static void lines(Path file, Path parts, JavaSparkContext context, OutputStream out) throws IOException {
        refuseCut(file);
        SparkSession spark = SparkSession.builder()
                .sparkContext(context.sc())
                .config("spark.sql.files.maxPartitionBytes", Long.toString(64L << 20))
                .config("spark.sql.jsonGenerator.ignoreNullFields", "false")
                .getOrCreate();
        String prefix = parts.toAbsolutePath().toString();
        List<Path> written = spark
                .read()
                .parquet(file.toAbsolutePath().toString())
                .toJSON()
                .javaRDD()
                .mapPartitions(rows -> List.of(write(rows, prefix)).iterator())
                .collect()
                .stream()
                .map(Path::of)
                .toList();
        for (Path part : written) {
            Files.copy(part, out);
            Files.delete(part);
        }
    }

    private static String write(Iterator<String> rows, String prefix) {
        Path part = Path.of(prefix + "." + TaskContext.getPartitionId());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 18)) {
            while (rows.hasNext()) {
                out.write(rows.next().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return part.toString();
    }

    /// A Parquet file begins and ends with `PAR1`; before the end stands the length of its footer.
    private static void refuseCut(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long length = in.length();
            if (length < MAGIC.length() + FOOTER || !magic(in, 0)) {
                throw UserException.data(file + ": is no Parquet file: it does not begin with " + MAGIC
                        + "\n  fetch it again; a page or a pointer in its place is a common cause");
            }
            in.seek(length - FOOTER);
            long footer = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (!magic(in, length - MAGIC.length()) || footer > length - MAGIC.length() - FOOTER) {
                throw UserException.data(file + ": is cut off: its " + length + " bytes do not end with the footer of a"
                        + " Parquet file\n  fetch it again");
            }
        }
    }

    private static boolean magic(RandomAccessFile in, long at) throws IOException {
        byte[] bytes = new byte[MAGIC.length()];
        in.seek(at);
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.US_ASCII).equals(MAGIC);
    }
}
