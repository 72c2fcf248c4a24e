package reason4j.learn.generate;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import reason4j.core.episode.Sampling;

/// A prompt and what is wanted of it. The prompt is computed once for all its samples.
///
/// @param prompt token ids, at least one
/// @param place the prompt's index, of which a sample's random numbers are a function, with the seed and its own index
/// @param sampling how to sample
/// @param wishes what more there may be to say
/// @param listener hears what comes
public record Request(int[] prompt, int place, Sampling sampling, Wishes wishes, Listener listener) {

    /// What not everybody asks for.
    ///
    /// @param stopIds tokens that end a completion like the model's own end tokens, even where those are ignored
    /// @param skipSpecial whether special tokens are left out of the text
    /// @param likeliest how many of the likeliest tokens to report with each
    /// @param thinking bounds of the reasoning, or null for none
    public record Wishes(
            Set<Integer> stopIds,
            boolean skipSpecial,
            int likeliest,
            @Nullable Thinking thinking) {

        /// Nothing special.
        public static final Wishes NONE = new Wishes(Set.of(), false, 0, null);

        public Wishes {
            stopIds = Set.copyOf(stopIds);
        }
    }
}
