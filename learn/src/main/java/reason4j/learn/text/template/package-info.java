/// Chat templates: messages to the text that a model was trained on, by the subset of Jinja that published templates
/// use, with the results that Jinja in `transformers` gives.
///
/// Enter at [ChatTemplate]. A template is foreign code: it can compute and nothing else, within bounds on nesting, work
/// and size. Inside: [Lexer] cuts the source into tokens, [StatementParser] and [ExpressionParser] build the tree of
/// [Statement]s and [Expression]s, [Rendering] walks it.
@NullMarked
package reason4j.learn.text.template;

import org.jspecify.annotations.NullMarked;
