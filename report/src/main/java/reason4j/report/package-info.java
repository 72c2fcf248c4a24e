/// One page a person would rather look at than read: reads the directories of sets, runs and evaluations and writes one
/// HTML file that needs nothing else. Enter at [reason4j.report.Report]; [reason4j.report.SummaryTable] prints the
/// final table on a terminal. Depends on core; knows artefacts by their files (`docs/artefacts.md`) and no stage.
@NullMarked
package reason4j.report;

import org.jspecify.annotations.NullMarked;
