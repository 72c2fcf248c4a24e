package reason4j.curate.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;
import reason4j.core.run.Hashes;

/// Files of data sets on a hub that answers like Hugging Face's: `BASE/datasets/OWNER/NAME/resolve/REVISION/FILE`.
/// A file is fetched once; a download that broke off goes on where it stopped; where the hub names a SHA-256 (its
/// `X-Linked-Etag`), the bytes are checked against it.
public final class Hub {

    private static final int TRIES = 4;

    private final URI base;
    private final Path cache;
    private final Optional<String> token;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    /// @param base such as `https://huggingface.co`
    /// @param cache where fetched files stay
    /// @param token sent as a bearer token, for sets that ask for one
    public Hub(URI base, Path cache, Optional<String> token) {
        this.base = base;
        this.cache = cache;
        this.token = token;
    }

    /// What names of files look like that lie on a hub: `hub:OWNER/NAME/FILE`, with `@REVISION` after NAME if wanted.
    public static boolean names(String file) {
        return file.startsWith("hub:");
    }

    /// The path of a file, fetched if it is not there yet.
    ///
    /// @throws UserException if the name is wrong, the hub refuses, or the bytes are not those it promised
    public Path fetch(String name) {
        String[] parts = name.substring("hub:".length()).split("/", 3);
        if (parts.length < 3) {
            throw UserException.usage(name + ": not of the form hub:OWNER/NAME/FILE");
        }
        int at = parts[1].indexOf('@');
        String set = at < 0 ? parts[1] : parts[1].substring(0, at);
        String revision = at < 0 ? "main" : parts[1].substring(at + 1);
        Path target = cache.resolve(parts[0])
                .resolve(set)
                .resolve(revision)
                .resolve(parts[2])
                .normalize();
        if (!target.startsWith(cache.normalize())) {
            throw UserException.usage(name + ": leads out of the cache");
        }
        if (Files.exists(target)) {
            return target;
        }
        URI address = base.resolve("/datasets/" + parts[0] + "/" + set + "/resolve/" + revision + "/" + parts[2]);
        return download(address, target, name);
    }

    private Path download(URI address, Path target, String name) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        IOException last = new IOException("not tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Optional<String> sha = append(address, part, name);
                check(part, sha, name);
                return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UserException.interrupted(name + ": stopped; what was fetched is kept and goes on next time");
            }
        }
        throw UserException.machine(
                name + ": could not be fetched: " + last.getMessage()
                        + "\n  try again: the download goes on where it stopped; or fetch " + address + " by hand",
                last);
    }

    /// Fetches what is still missing, and returns the SHA-256 that the hub names.
    private Optional<String> append(URI address, Path part, String name) throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10));
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> copy(body, part, true);
                case 206 -> copy(body, part, false);
                case 416 -> {} // there is nothing more: the check decides
                case 401, 403 ->
                    throw UserException.data(
                            name + ": the hub asks for a token\n  set HF_TOKEN to one that may read it");
                case 404 -> throw UserException.data(name + ": the hub has no such file\n  look at " + address);
                default -> throw new IOException("the hub answered " + response.statusCode());
            }
        }
        return response.headers().firstValue("X-Linked-Etag").map(tag -> tag.replace("\"", ""));
    }

    private static void copy(InputStream body, Path part, boolean anew) throws IOException {
        StandardOpenOption how = anew ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            body.transferTo(out);
        }
    }

    private static void check(Path part, Optional<String> sha, String name) throws IOException {
        if (sha.isPresent() && sha.get().length() == 64 && !Hashes.sha256(part).equals(sha.get())) {
            Files.delete(part);
            throw new IOException("the bytes do not have the SHA-256 that the hub names");
        }
        if (!Files.isReadable(part)) {
            throw WholeFiles.cannotWrite(part, new IOException(name + " vanished"));
        }
    }
}
