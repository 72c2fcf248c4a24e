/// What a policy did and what it earned: completions, verdicts, episodes, and the interfaces by which rooms ask a
/// model.
@NullMarked
package reason4j.core.episode;

import org.jspecify.annotations.NullMarked;
