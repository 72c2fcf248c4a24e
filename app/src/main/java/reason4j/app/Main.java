package reason4j.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import reason4j.core.io.UserException;

/// The command line. Each command is a file beside this one and touches only the classes of its room, since that is all
/// its process has.
@Command(
        name = "reason4j",
        description = "Turns a base language model into a reasoning model, on the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommandsRepeatable = false,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            RunCommand.class,
            CurateCommand.class,
            DistillCommand.class,
            InitCommand.class,
            SftCommand.class,
            RlvrCommand.class,
            EvalCommand.class,
            ExplainCommand.class,
            GenerateCommand.class,
            ScoreCommand.class,
            ServeCommand.class,
            ModelCommand.class,
            VerifyCommand.class,
            DoctorCommand.class);

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// @return the exit code: 0 for success, 2 for usage, 3 for data, 4 for the machine, 130 for Ctrl-C
    static int run(String... args) {
        CommandLine line = new CommandLine(new Main());
        COMMANDS.forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, _, _) -> report(failure));
        if (args.length == 0) {
            line.usage(System.out);
            return UserException.USAGE;
        }
        return line.execute(args);
    }

    private static int report(Exception failure) {
        if (failure instanceof UserException known) {
            // what was interrupted has said so itself, while it could
            if (known.exitCode() != UserException.INTERRUPTED) {
                System.err.println("reason4j: " + known.getMessage());
            }
            return known.exitCode();
        }
        System.err.println("reason4j: an error that should not happen; please report it with these lines");
        failure.printStackTrace();
        return 1;
    }
}
