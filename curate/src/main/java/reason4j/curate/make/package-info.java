/// Problems made by a program, for demonstrations and tests. Enter at [reason4j.curate.make.Makers].
@NullMarked
package reason4j.curate.make;

import org.jspecify.annotations.NullMarked;
