package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.List;

/// Carries out the statements of a template, once.
final class Rendering {

    /// What happens after a statement.
    private enum Then {
        GO_ON,
        BREAK,
        CONTINUE
    }

    private final Budget budget = new Budget();
    private final Evaluation evaluation = new Evaluation(budget);
    private final List<Span> spans = new ArrayList<>();
    private final BoundedText page = new BoundedText();
    private BoundedText output = page;
    private int line;

    private Rendering() {}

    /// @throws TemplateProblem with the line where it happened
    static Rendered render(List<Statement> statements, Scope variables) {
        Rendering rendering = new Rendering();
        try {
            rendering.all(statements, variables);
        } catch (TemplateProblem e) {
            throw e.at(rendering.line);
        }
        return new Rendered(rendering.page.toString(), rendering.spans);
    }

    private Then all(List<Statement> statements, Scope scope) {
        budget.enter();
        Then then = Then.GO_ON;
        for (Statement statement : statements) {
            budget.work(1);
            line = statement.line();
            then = one(statement, scope);
            if (then != Then.GO_ON) {
                break;
            }
        }
        budget.leave();
        return then;
    }

    private Then one(Statement statement, Scope scope) {
        switch (statement) {
            case Statement.Text t -> output.append(t.text());
            case Statement.Output o -> output.append(evaluation.str(evaluation.value(o.value(), scope)));
            case Statement.If i -> {
                boolean holds = Value.truth(evaluation.value(i.condition(), scope));
                return all(holds ? i.then() : i.otherwise(), scope);
            }
            case Statement.For f -> loop(f, scope);
            case Statement.Set s -> assign(s.targets(), evaluation.value(s.value(), scope), scope);
            case Statement.SetField s -> setField(s, scope);
            case Statement.Capture c -> capture(c, scope);
            case Statement.Generation g -> generation(g, scope);
            case Statement.Macro m -> scope.set(m.name(), macro(m, scope));
            case Statement.Break _ -> {
                return Then.BREAK;
            }
            case Statement.Continue _ -> {
                return Then.CONTINUE;
            }
        }
        return Then.GO_ON;
    }

    private void loop(Statement.For loop, Scope scope) {
        List<Value> items = kept(loop, scope);
        for (int i = 0; i < items.size(); i++) {
            budget.work(4);
            Scope inner = new Scope(scope);
            inner.set("loop", new Value.Loop(items, i));
            assign(loop.targets(), items.get(i), inner);
            if (all(loop.body(), inner) == Then.BREAK) {
                return;
            }
        }
        if (items.isEmpty()) {
            all(loop.otherwise(), new Scope(scope));
        }
    }

    private List<Value> kept(Statement.For loop, Scope scope) {
        List<Value> items = evaluation.items(evaluation.value(loop.over().items(), scope));
        Expression condition = loop.over().condition();
        if (condition == null) {
            return items;
        }
        List<Value> kept = new ArrayList<>();
        for (Value item : items) {
            Scope inner = new Scope(scope);
            assign(loop.targets(), item, inner);
            if (Value.truth(evaluation.value(condition, inner))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private void assign(List<String> targets, Value value, Scope scope) {
        if (targets.size() == 1) {
            scope.set(targets.getFirst(), value);
            return;
        }
        List<Value> parts = evaluation.items(value);
        if (parts.size() != targets.size()) {
            throw new TemplateProblem("cannot give " + parts.size() + " values to " + targets.size() + " names");
        }
        for (int i = 0; i < parts.size(); i++) {
            scope.set(targets.get(i), parts.get(i));
        }
    }

    private void setField(Statement.SetField set, Scope scope) {
        Value target = scope.get(set.namespace());
        if (!(target instanceof Value.Namespace namespace)) {
            throw new TemplateProblem("cannot set a field of " + Value.type(target) + "; only of a namespace");
        }
        namespace.fields().put(set.field(), evaluation.value(set.value(), scope));
    }

    private void capture(Statement.Capture capture, Scope scope) {
        Value value = Value.of(captured(capture.body(), new Scope(scope)));
        for (Expression.Filter filter : capture.filters()) {
            value = evaluation.filtered(filter, value, scope);
        }
        scope.set(capture.target(), value);
    }

    private String captured(List<Statement> body, Scope scope) {
        BoundedText outer = output;
        output = new BoundedText();
        all(body, scope);
        String text = output.toString();
        output = outer;
        return text;
    }

    private void generation(Statement.Generation generation, Scope scope) {
        if (output != page) {
            throw new TemplateProblem("'generation' inside a macro or captured text has no place in the output");
        }
        int start = page.length();
        all(generation.body(), new Scope(scope));
        spans.add(new Span(start, page.length()));
    }

    private Value macro(Statement.Macro macro, Scope defined) {
        return new Value.Function(macro.name(), arguments -> {
            int callLine = line;
            Scope scope = new Scope(defined);
            List<Statement.Parameter> parameters = macro.parameters();
            if (arguments.positional().size() > parameters.size()) {
                throw new TemplateProblem("too many arguments for the macro '" + macro.name() + "'");
            }
            for (int i = 0; i < parameters.size(); i++) {
                Expression otherwise = parameters.get(i).otherwise();
                Value given = arguments.find(i, parameters.get(i).name());
                if (given == null) {
                    given = otherwise == null
                            ? new Value.Undefined("'" + parameters.get(i).name() + "'")
                            : evaluation.value(otherwise, scope);
                }
                scope.set(parameters.get(i).name(), given);
            }
            String text = captured(macro.body(), scope);
            line = callLine;
            return Value.of(text);
        });
    }
}
