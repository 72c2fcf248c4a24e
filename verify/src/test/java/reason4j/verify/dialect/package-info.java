/// Tests of the dialects.
@NullMarked
package reason4j.verify.dialect;

import org.jspecify.annotations.NullMarked;
