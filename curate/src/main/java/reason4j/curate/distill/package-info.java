/// Traces of a teacher behind an OpenAI-compatible API. Enter at [reason4j.curate.distill.DistillStage].
@NullMarked
package reason4j.curate.distill;

import org.jspecify.annotations.NullMarked;
