package reason4j.curate.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import reason4j.core.io.UserException;
import reason4j.core.run.Progress;

/// Files of data sets on a hub that answers like Hugging Face's: `BASE/datasets/OWNER/NAME/resolve/REVISION/FILE`.
/// A file is fetched once; a download that broke off goes on where it stopped; the bytes are checked against the hash
/// that the hub names. The token is sent to the hub and to nobody that it sends on to.
public final class Hub {

    private static final int TRIES = 4;
    private static final int HOPS = 6;
    private static final long PAUSE_MILLIS = 50;

    /// Fetching files of more bytes is told while it goes on.
    private static final long REPORTED = 16 << 20;

    private final URI base;
    private final Path cache;
    private final Optional<String> token;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER) // by hand: the token must not go with them
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

    /// The hub that the environment names: `HF_ENDPOINT`, with the cache of `HF_HOME` and the token `HF_TOKEN`.
    public static Hub of(Map<String, String> environment) {
        String home = environment.getOrDefault("HF_HOME", System.getProperty("user.home") + "/.cache/reason4j");
        URI base = URI.create(environment.getOrDefault("HF_ENDPOINT", "https://huggingface.co"));
        return new Hub(base, Path.of(home).resolve("datasets"), Optional.ofNullable(environment.get("HF_TOKEN")));
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
        return download(address(parts[0], set, revision, parts[2]), target, name);
    }

    private URI address(String owner, String set, String revision, String file) {
        String path = String.join("/", "/datasets", owner, set, "resolve", revision, file);
        try {
            String root = base.toString().replaceAll("/+$", "");
            return URI.create(root + new URI(null, null, path, null).getRawPath());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw UserException.usage(
                    base + path + ": is no address: " + e.getMessage() + "\n  see HF_ENDPOINT and the name after hub:");
        }
    }

    private Path download(URI address, Path target, String name) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        IOException last = new IOException("not tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                Files.createDirectories(target.toAbsolutePath().getParent());
                append(address, part, name).check(part);
                return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                last = e;
                if (i + 1 < TRIES) {
                    pause(i, name);
                }
            } catch (InterruptedException e) {
                throw interrupted(name);
            }
        }
        throw UserException.machine(
                name + ": could not be fetched: " + last.getMessage()
                        + "\n  try again: the download goes on where it stopped; or fetch " + address
                        + " by hand and name the file instead",
                last);
    }

    private static void pause(int tries, String name) {
        try {
            Thread.sleep(PAUSE_MILLIS << tries);
        } catch (InterruptedException e) {
            throw interrupted(name);
        }
    }

    private static UserException interrupted(String name) {
        Thread.currentThread().interrupt();
        return UserException.interrupted(name + ": stopped; what was fetched is kept and goes on next time");
    }

    /// Fetches what is still missing, and returns what the hub says of the whole.
    private Promise append(URI address, Path part, String name) throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        Promise promise = Promise.NONE;
        URI at = address;
        for (int hops = 0; hops < HOPS; hops++) {
            HttpResponse<InputStream> response = client.send(request(at, have), BodyHandlers.ofInputStream());
            promise = promise.or(response.headers());
            try (InputStream body = response.body()) {
                switch (response.statusCode()) {
                    case 200 -> copy(body, part, 0, promise.size(), name);
                    case 206 -> copy(body, part, have, promise.size(), name);
                    case 416 -> promise.refuseUnknown(part); // there is nothing more: the check decides
                    case 301, 302, 303, 307, 308 -> {
                        Optional<String> location = response.headers().firstValue("Location");
                        at = at.resolve(location.orElseThrow(() -> new IOException("the hub sends on to nowhere")));
                        continue;
                    }
                    case 401, 403 ->
                        throw UserException.data(
                                name + ": the hub asks for a token\n  set HF_TOKEN to one that may read it");
                    case 404 -> throw UserException.data(name + ": the hub has no such file\n  look at " + address);
                    default -> throw new IOException("the hub answered " + response.statusCode());
                }
            }
            return promise;
        }
        throw new IOException("the hub sends on in circles");
    }

    /// The token is for the hub alone: where it sends on to, the address itself is the permission.
    private HttpRequest request(URI at, long have) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(Duration.ofMinutes(10));
        if (at.getAuthority().equals(base.getAuthority())) {
            token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        }
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        return request.build();
    }

    private static void copy(InputStream body, Path part, long have, long size, String name) throws IOException {
        StandardOpenOption how = have == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        Progress progress = Progress.of("fetch", have, Math.max(size, have + 1));
        byte[] buffer = new byte[1 << 16];
        long done = have;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                if (size > REPORTED) {
                    progress.at(done, name);
                }
            }
        }
    }
}
