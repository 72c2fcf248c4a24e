package reason4j.curate.distill;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Reads a body as text and knows when something of it last came.
final class Listening implements HttpResponse.BodyHandler<String> {

    private volatile boolean begun;
    private volatile long heard;

    /// Whether the body has begun and nothing of it has come for so long.
    boolean silentFor(Duration time) {
        return begun && System.nanoTime() - heard > time.toNanos();
    }

    @Override
    public HttpResponse.BodySubscriber<String> apply(HttpResponse.ResponseInfo info) {
        heard();
        return new Body(HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8));
    }

    private void heard() {
        heard = System.nanoTime();
        begun = true;
    }

    private final class Body implements HttpResponse.BodySubscriber<String> {

        private final HttpResponse.BodySubscriber<String> text;

        Body(HttpResponse.BodySubscriber<String> text) {
            this.text = text;
        }

        @Override
        public CompletionStage<String> getBody() {
            return text.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            text.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> some) {
            heard();
            text.onNext(some);
        }

        @Override
        public void onError(Throwable thrown) {
            text.onError(thrown);
        }

        @Override
        public void onComplete() {
            text.onComplete();
        }
    }
}
