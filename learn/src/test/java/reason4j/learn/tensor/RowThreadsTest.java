package reason4j.learn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RowThreadsTest {

    @BeforeEach
    void three() {
        Tensors.start(3);
    }

    @AfterEach
    void one() {
        Tensors.start(1);
    }

    @Test
    void eachStepSeesAllOfTheOneBefore() {
        int n = 20;
        AtomicIntegerArray done = new AtomicIntegerArray(500);
        AtomicInteger early = new AtomicInteger();
        RowThreads.together(share -> {
            for (int step = 0; step < done.length(); step++) {
                if (step > 0 && done.get(step - 1) != n) {
                    early.incrementAndGet();
                }
                for (int i = share.from(n); i < share.to(n); i++) {
                    done.incrementAndGet(step);
                }
                share.meet();
            }
        });
        assertThat(early).hasValue(0);
        assertThat(done.get(done.length() - 1)).isEqualTo(n);
    }

    @Test
    void aFailureEndsTheWaitingOfTheOthersAndIsWhatTheCallerGets() {
        for (int i = 0; i < 20; i++) {
            int failing = i % 3;
            assertThatThrownBy(() -> RowThreads.together(share -> {
                        share.meet();
                        if (share.from(3) == failing) {
                            throw new IllegalArgumentException("share " + failing);
                        }
                        share.meet();
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("share " + failing);
        }
    }

    @Test
    void fromWithinAPartAThreadTakesAllOfTheSteps() {
        AtomicInteger whole = new AtomicInteger();
        RowThreads.run(
                6,
                1,
                (from, to) -> RowThreads.together(share -> {
                    share.meet();
                    whole.addAndGet(share.to(7) - share.from(7));
                }));
        assertThat(whole).hasValue(3 * 7);
    }

    @Test
    void twoCallersDoNotWaitForEachOtherForEver() throws InterruptedException {
        AtomicInteger met = new AtomicInteger();
        Runnable caller = () -> {
            for (int i = 0; i < 100; i++) {
                RowThreads.together(share -> {
                    share.meet();
                    met.incrementAndGet();
                    share.meet();
                });
            }
        };
        Thread other = Thread.ofPlatform().start(caller);
        caller.run();
        other.join();
        assertThat(met).hasValue(2 * 100 * 3);
    }
}
