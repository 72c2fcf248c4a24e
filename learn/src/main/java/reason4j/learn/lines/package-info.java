/// Files with a prompt a line become files with completions or scores. Enter at
/// [reason4j.learn.lines.CompletionFile] and [reason4j.learn.lines.ScoreFile].
@NullMarked
package reason4j.learn.lines;

import org.jspecify.annotations.NullMarked;
