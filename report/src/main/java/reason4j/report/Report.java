package reason4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import reason4j.core.io.UserException;
import reason4j.core.io.WholeFiles;

/// Writes the page about everything that lies below a directory. What is missing, partial or cut off is named on the
/// page and never keeps it from being written.
public final class Report {

    private Report() {}

    /// Reads all sets, runs and evaluations below a directory and writes one self-contained HTML file, whole or not at
    /// all. The same artefacts give the same bytes.
    ///
    /// @param runDir holds `summary.json`, and sets, runs and evaluations at any depth up to three
    /// @param htmlFile where the page goes
    /// @throws UserException if the directory is not there or the page cannot be written
    public static void write(Path runDir, Path htmlFile) {
        if (!Files.isDirectory(runDir)) {
            throw UserException.data(
                    runDir + ": no such directory\n  give the directory of a run, the one that holds summary.json");
        }
        WholeFiles.write(htmlFile, Page.of(Artefacts.below(runDir)));
    }
}
