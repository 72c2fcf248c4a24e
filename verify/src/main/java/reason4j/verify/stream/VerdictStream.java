package reason4j.verify.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import reason4j.core.io.UserException;

/// Reads JSON lines and writes each with its verdict, in order. Lines go to the threads in small batches, and no more
/// batches are read than the threads are about to need, so that memory does not grow with the file.
///
/// @param lines makes a line with a verdict of a line
/// @param threads how many work at once
/// @param progress told the totals so far after each batch, in the thread that runs the stream
public record VerdictStream(VerdictLines lines, int threads, Consumer<Totals> progress) {

    private static final int BATCH_LINES = 64;
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BATCHES_PER_THREAD = 4;

    private record Done(byte[] output, Totals totals) {}

    /// @return the totals of all lines
    /// @throws UserException if the thread that runs this is interrupted
    public Totals run(InputStream in, OutputStream out) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(
                threads, work -> Thread.ofPlatform().daemon().name("verify").unstarted(work));
        try {
            return run(new LineSource(in), out, workers);
        } finally {
            workers.shutdownNow();
        }
    }

    private Totals run(LineSource source, OutputStream out, ExecutorService workers) throws IOException {
        Deque<Future<Done>> pending = new ArrayDeque<>();
        Totals totals = Totals.NONE;
        List<LineSource.Line> batch = batch(source);
        while (!batch.isEmpty() || !pending.isEmpty()) {
            if (!batch.isEmpty()) {
                List<LineSource.Line> work = batch;
                pending.add(workers.submit(() -> grade(work)));
                batch = batch(source);
            }
            if (batch.isEmpty() || pending.size() >= threads * BATCHES_PER_THREAD) {
                Done done = await(pending.remove());
                out.write(done.output());
                totals = totals.and(done.totals());
                progress.accept(totals);
            }
        }
        out.flush();
        return totals;
    }

    private static List<LineSource.Line> batch(LineSource source) {
        List<LineSource.Line> batch = new ArrayList<>(BATCH_LINES);
        int bytes = 0;
        while (batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
            LineSource.Line line = source.next();
            if (line == null) {
                return batch;
            }
            batch.add(line);
            bytes += line.text().length();
        }
        return batch;
    }

    private Done grade(List<LineSource.Line> batch) {
        Totals totals = Totals.NONE;
        Bytes output = new Bytes();
        for (LineSource.Line line : batch) {
            VerdictLines.Graded graded = lines.grade(line);
            output.add(graded.line());
            totals = totals.and(graded.verdict(), line.number());
        }
        return new Done(output.toByteArray(), totals);
    }

    private static Done await(Future<Done> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserException.interrupted("stopped; lines already written are complete");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch failed", e.getCause());
        }
    }
}
