/// Completions and rewards over HTTP, as OpenAI's API has them where it has them. Enter at [reason4j.serve.Server].
///
/// Each exchange has a virtual thread; the model has a platform thread of its own
/// ([reason4j.learn.generate.GenerationThread]), and what passes between them are requests one way and events the
/// other.
@NullMarked
package reason4j.serve;

import org.jspecify.annotations.NullMarked;
