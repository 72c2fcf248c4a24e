package reason4j.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Looks at the machine and says what to do about what is missing.
@Command(name = "doctor", description = "Check JDK, natives, CPU, threads, sandbox, GPU and disk.")
final class DoctorCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
