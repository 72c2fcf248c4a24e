/// One page a person would rather look at than read.
@NullMarked
package reason4j.report;

import org.jspecify.annotations.NullMarked;
