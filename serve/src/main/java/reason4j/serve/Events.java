package reason4j.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Completion;
import reason4j.learn.generate.Listener;
import reason4j.learn.generate.Request;
import reason4j.learn.generate.SampledToken;

/// What comes of one call, on its way from the model's thread to the exchange's. No longer than the answer itself, so
/// the queue needs no bound.
final class Events {

    /// Something happened to one of the choices.
    sealed interface Event {
        /// A token was sampled.
        record Token(int choice, SampledToken token) implements Event {}

        /// A choice has ended.
        record Done(int choice, Completion completion, String rest) implements Event {}

        /// The model failed.
        record Failed(RuntimeException why) implements Event {}
    }

    private final Ask ask;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    Events(Ask ask) {
        this.ask = ask;
    }

    /// The next event, or null if none comes in time.
    @Nullable
    Event next(long millis) throws InterruptedException {
        return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    /// Nobody waits any more: rows are freed at the next step.
    void cancel() {
        cancelled = true;
    }

    /// The call as requests to the model, one a prompt.
    List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (int p = 0; p < ask.prompts().size(); p++) {
            int first = p * ask.sampling().samples();
            requests.add(new Request(ask.prompts().get(p), p, ask.sampling(), ask.wishes(), new Ear(first)));
        }
        return requests;
    }

    private final class Ear implements Listener {
        private final int first;

        private Ear(int first) {
            this.first = first;
        }

        @Override
        public boolean streams() {
            return ask.tokenByToken();
        }

        @Override
        public void token(int sample, SampledToken token) {
            queue.add(new Event.Token(first + sample, token));
        }

        @Override
        public void done(int sample, Completion completion, String rest) {
            queue.add(new Event.Done(first + sample, completion, rest));
        }

        @Override
        public void failed(RuntimeException failure) {
            queue.add(new Event.Failed(failure));
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }
    }
}
