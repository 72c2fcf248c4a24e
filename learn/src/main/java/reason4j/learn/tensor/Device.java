package reason4j.learn.tensor;

import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import reason4j.core.io.UserException;

/// Where a model computes. On the CPU products are libtorch's, and what lies between them is done by kernels in Java
/// that read its memory. On a CUDA device everything is done by libtorch's operators; so it is on [#OPERATORS], by
/// which they are held against the kernels on machines without such a device.
///
/// @param name `cpu` or `cuda:N`
/// @param kernels whether the kernels can read its memory
public record Device(String name, boolean kernels) {

    public static final Device CPU = new Device("cpu", true);

    /// The CPU without the kernels.
    public static final Device OPERATORS = new Device("cpu", false);

    /// The device of this name.
    ///
    /// @param name `cpu`, `cuda` or `cuda:N`
    /// @param where it was asked for, for the message
    /// @throws UserException if it is no name, or the device is not there
    public static Device named(String name, String where) {
        if (name.equals(CPU.name)) {
            return CPU;
        }
        if (!name.matches("cuda(:\\d{1,3})?")) {
            throw UserException.usage(where + " " + name + ": must be cpu or cuda:N");
        }
        int devices = torch.cuda_is_available() ? (int) torch.cuda_device_count() : 0;
        if (devices == 0) {
            throw UserException.machine(
                    where + " " + name + ": libtorch sees no CUDA device"
                            + "\n  build with -Pcuda on a machine with CUDA 13.1 and cuDNN 9, or take cpu",
                    null);
        }
        int index = name.equals("cuda") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
        if (index >= devices) {
            throw UserException.machine(
                    where + " " + name + ": libtorch sees " + devices + " CUDA devices, numbered from 0", null);
        }
        return new Device("cuda:" + index, false);
    }

    public boolean isCpu() {
        return name.equals(CPU.name);
    }

    /// Zeros here, of the scope around.
    public Tensor zeros(ScalarType dtype, long... shape) {
        return isCpu() ? Tensors.zeros(dtype, shape) : torch.zeros(shape, options(dtype));
    }

    /// The tensor here: itself if it is, else a copy of the scope around.
    public Tensor of(Tensor tensor) {
        return isCpu() ? tensor : tensor.to(new org.bytedeco.pytorch.Device(name), tensor.scalar_type());
    }

    private TensorOptions options(ScalarType dtype) {
        return new TensorOptions(dtype).device(new DeviceOptional(new org.bytedeco.pytorch.Device(name)));
    }
}
