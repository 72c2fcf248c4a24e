/// From raw questions to a set one can trust: collect, normalise, clean, deduplicate, decontaminate, verify, grade,
/// select, split, write; each dropped row keeps its reason. Enter at [reason4j.curate.CurateStage]; the settings are
/// [reason4j.curate.CurateRecipe]. Depends on core, verify and Spark, and is the only room that does on the last.
@NullMarked
package reason4j.curate;

import org.jspecify.annotations.NullMarked;
