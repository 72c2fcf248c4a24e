package reason4j.learn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabsTest {

    @BeforeAll
    static void natives() {
        Tensors.start(1);
    }

    @ParameterizedTest(name = "pieces of {0} bytes")
    @ValueSource(longs = {64, 4160, 131072, 1474560})
    void piecesAreApartAndKeepWhatIsWritten(long bytes) {
        try (Slabs slabs = new Slabs(bytes)) {
            List<MemorySegment> pieces = new ArrayList<>();
            // more than a slab
            for (int i = 0; i < 40; i++) {
                long at = slabs.next();
                assertThat(at % 64).isZero();
                MemorySegment piece = MemorySegment.ofAddress(at).reinterpret(bytes);
                piece.set(ValueLayout.JAVA_INT, 0, i);
                piece.set(ValueLayout.JAVA_INT, bytes - Integer.BYTES, -i);
                pieces.add(piece);
            }
            for (int i = 0; i < pieces.size(); i++) {
                assertThat(pieces.get(i).get(ValueLayout.JAVA_INT, 0)).isEqualTo(i);
                assertThat(pieces.get(i).get(ValueLayout.JAVA_INT, bytes - Integer.BYTES))
                        .isEqualTo(-i);
            }
        }
    }

    @Test
    void piecesOfBrokenLinesAreRefused() {
        assertThatThrownBy(() -> new Slabs(100)).hasMessageContaining("100 bytes");
    }
}
