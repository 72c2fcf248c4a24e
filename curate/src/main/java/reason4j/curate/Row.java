package reason4j.curate;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import reason4j.core.problem.Fate;
import reason4j.curate.source.Draft;

/// A row of the pipeline: numbered, normalised and cleaned.
///
/// @param index among all rows of the recipe, from 0
/// @param input which source of the recipe it came from
/// @param place `file:line`
/// @param id of the row, its place if the set has none
/// @param draft what it says
/// @param droppedTraces how many traces were found not to be right, by reason
/// @param fate why it was dropped already, or null
record Row(
        long index,
        int input,
        String place,
        String id,
        Draft draft,
        Map<String, Integer> droppedTraces,
        @Nullable Fate fate) {}
