package reason4j.learn.tensor;

import java.util.Arrays;
import reason4j.core.io.UserException;

/// What a recipe or a command asks for.
public enum WantedPrecision {
    F32,
    BF16,
    /// bfloat16 where a matrix product in it is at least half as fast again as in 32 bits.
    AUTO;

    private static final double WORTH_IT = 1.5;

    /// By the name on a command line.
    ///
    /// @throws UserException if it is none
    public static WantedPrecision named(String name) {
        return Arrays.stream(values())
                .filter(p -> p.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> UserException.usage("--precision " + name + ": must be f32, bf16 or auto"));
    }

    /// What it means on this machine; measures it if nobody chose.
    ///
    /// @param threads native threads to measure with
    /// @param device to measure
    public Precision resolve(int threads, Device device) {
        return switch (this) {
            case F32 -> Precision.F32;
            case BF16 -> Precision.BF16;
            case AUTO -> {
                boolean able = !device.kernels() || PackedWeight.works();
                boolean faster = able
                        && Probe.matmulGigaflops(true, threads, device)
                                > WORTH_IT * Probe.matmulGigaflops(false, threads, device);
                yield faster ? Precision.BF16 : Precision.F32;
            }
        };
    }
}
