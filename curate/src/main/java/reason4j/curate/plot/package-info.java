/// Pictures for cards: numbers in, SVG out, by pure functions. Enter at [reason4j.curate.plot.Bars] and
/// [reason4j.curate.plot.Graph].
@NullMarked
package reason4j.curate.plot;

import org.jspecify.annotations.NullMarked;
