/// Meaning as vectors: all-MiniLM-L6-v2 in this process, cached by content. Enter at
/// [reason4j.curate.embed.Embedder]; nothing here knows rows or Spark.
@NullMarked
package reason4j.curate.embed;

import org.jspecify.annotations.NullMarked;
