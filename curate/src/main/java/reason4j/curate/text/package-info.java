/// Normal forms, tokens and hashes of questions. Pure functions on strings and primitive arrays. Enter at
/// [reason4j.curate.text.Tokens] and [reason4j.curate.text.Normal].
@NullMarked
package reason4j.curate.text;

import org.jspecify.annotations.NullMarked;
