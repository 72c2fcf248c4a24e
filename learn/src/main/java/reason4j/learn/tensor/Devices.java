package reason4j.learn.tensor;

import org.bytedeco.pytorch.global.torch;
import reason4j.core.io.UserException;

/// Where the model computes.
public final class Devices {

    private Devices() {}

    /// Refuses a device that is not there.
    ///
    /// @param name `cpu`, `cuda` or `cuda:N`
    /// @param where it was asked for, for the message
    public static void check(String name, String where) {
        if (name.equals("cpu")) {
            return;
        }
        if (!name.matches("cuda(:\\d{1,3})?")) {
            throw UserException.usage(where + " " + name + ": must be cpu or cuda:N");
        }
        if (!torch.cuda_is_available()) {
            throw UserException.machine(
                    where + " " + name + ": libtorch sees no CUDA device"
                            + "\n  build with -Pcuda on a machine with CUDA 13.1 and cuDNN 9, or take cpu",
                    null);
        }
        throw UserException.machine(where + " " + name + ": this version computes on the CPU alone\n  take cpu", null);
    }
}
