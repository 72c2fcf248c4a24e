/// Rewards and completions over HTTP. Little is here yet.
@NullMarked
package reason4j.serve;

import org.jspecify.annotations.NullMarked;
