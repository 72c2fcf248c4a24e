package reason4j.curate.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import reason4j.core.run.Hashes;

/// What a hub says of a file: its size, and the hash of its bytes. The first answer of a chain of redirects says it, in
/// `X-Linked-Etag` (SHA-256 of a large file) or `ETag` (the Git hash of a small one).
///
/// @param hash in hexadecimal, empty if unknown
/// @param size in bytes, -1 if unknown
record Promise(String hash, long size) {

    static final Promise NONE = new Promise("", -1);

    private static final int SHA256 = 64;
    private static final int GIT = 40;
    private static final Pattern HASH = Pattern.compile("(W/)?\"?([0-9a-f]{64}|[0-9a-f]{40})\"?");

    /// This or, where it is silent, what these headers say.
    Promise or(HttpHeaders headers) {
        String found = hash;
        for (String name : new String[] {"X-Linked-Etag", "ETag"}) {
            String tag = headers.firstValue(name).orElse("");
            var matcher = HASH.matcher(tag);
            found = found.isEmpty() && matcher.matches() ? matcher.group(2) : found;
        }
        return new Promise(
                found,
                size >= 0 ? size : headers.firstValueAsLong("X-Linked-Size").orElse(-1));
    }

    /// @throws IOException if the bytes are others; the file is deleted, so that the next try begins anew
    void check(Path file) throws IOException {
        if (size >= 0 && Files.size(file) < size) {
            throw new IOException("it broke off at " + Files.size(file) + " of " + size + " bytes");
        }
        boolean right = switch (hash.length()) {
            case SHA256 -> Hashes.sha256(file).equals(hash);
            case GIT -> git(file).equals(hash);
            default -> size < 0 || Files.size(file) == size;
        };
        if (!right) {
            Files.delete(file);
            throw new IOException(
                    "the bytes do not have the hash that the hub names, " + (hash.isEmpty() ? size : hash));
        }
    }

    /// Without a hash nobody knows whether a file that cannot go on is whole.
    void refuseUnknown(Path file) throws IOException {
        if (hash.isEmpty()) {
            Files.delete(file);
            throw new IOException("what was fetched before is longer than the file");
        }
    }

    /// How Git names a file's content: SHA-1 of `blob`, its length, a zero byte and its bytes.
    private static String git(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
