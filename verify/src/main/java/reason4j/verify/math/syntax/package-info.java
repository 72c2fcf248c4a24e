/// LaTeX and plain mathematics to trees: unicode, lexer, recursive-descent parser, all linear in the input and bounded
/// in depth. Enter at [reason4j.verify.math.syntax.Parser]; the tree is [reason4j.verify.math.syntax.Node].
@NullMarked
package reason4j.verify.math.syntax;

import org.jspecify.annotations.NullMarked;
