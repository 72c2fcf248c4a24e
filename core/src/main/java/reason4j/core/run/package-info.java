/// Run directories, manifests, journals, seeds, progress.
@NullMarked
package reason4j.core.run;

import org.jspecify.annotations.NullMarked;
