/// The only place that manages native lifetime: scopes, gradient guards, copies between Java and native memory. Depends
/// on libtorch alone.
///
/// Rules, each from a measured trap: a tensor made inside [reason4j.learn.tensor.Scopes#run] dies with it, unless
/// [reason4j.learn.tensor.Scopes#keep] hands it to the caller's scope or [reason4j.learn.tensor.Scopes#own] to
/// nobody's;
/// nothing below here runs on virtual threads; scalars leave by `item_float`, arrays by
/// [reason4j.learn.tensor.Tensors#floats], which takes care of strides.
@NullMarked
package reason4j.learn.tensor;

import org.jspecify.annotations.NullMarked;
