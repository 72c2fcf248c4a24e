package reason4j.verify.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Lines of output, as UTF-8.
final class Bytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// Half a surrogate pair becomes a question mark here, where a strict encoder would refuse the line.
    void add(String line) {
        bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
