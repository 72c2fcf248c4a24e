package reason4j.learn.text.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement of the template language.
sealed interface Statement {

    /// Line of the template, from 1.
    int line();

    record Text(int line, String text) implements Statement {}

    record Output(int line, Expression value) implements Statement {}

    record If(int line, Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {}

    record For(int line, List<String> targets, Iteration over, List<Statement> body, List<Statement> otherwise)
            implements Statement {}

    /// What a loop goes through: the items for which the condition holds.
    record Iteration(Expression items, @Nullable Expression condition) {}

    record Set(int line, List<String> targets, Expression value) implements Statement {}

    /// `set ns.field = value`.
    record SetField(int line, String namespace, String field, Expression value) implements Statement {}

    /// `set name` … `endset`; the text, through the filters.
    record Capture(int line, String target, List<Statement> body, List<Expression.Filter> filters)
            implements Statement {}

    /// The text that the assistant wrote.
    record Generation(int line, List<Statement> body) implements Statement {}

    record Macro(int line, String name, List<Parameter> parameters, List<Statement> body) implements Statement {}

    record Parameter(String name, @Nullable Expression otherwise) {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}
}
