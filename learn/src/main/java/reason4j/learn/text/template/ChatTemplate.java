package reason4j.learn.text.template;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reason4j.core.io.UserException;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/// A model's chat template: messages to the text that the model was trained on, as `transformers` renders it.
///
/// Messages are JSON objects with `role` and `content` and whatever else the template asks for. The date is an input.
public final class ChatTemplate {

    private static final int MAX_RANGE = 100_000;

    private final String name;
    private final List<Statement> statements;
    private final Given given;

    /// What a template is given beside the conversation.
    ///
    /// @param bosToken text of the token that begins a text; empty if there is none
    /// @param eosToken text of the token that ends a text; empty if there is none
    /// @param now the time that `strftime_now` tells
    public record Given(String bosToken, String eosToken, LocalDateTime now) {

        public static Given of(Tokenizer tokenizer, LocalDateTime now) {
            return new Given(tokenizer.bosToken(), tokenizer.eosToken(), now);
        }
    }

    private ChatTemplate(String name, List<Statement> statements, Given given) {
        this.name = name;
        this.statements = statements;
        this.given = given;
    }

    /// A template from its source.
    ///
    /// @param name what to call it in messages, such as its file
    /// @throws UserException with the line, if it is not in the language
    public static ChatTemplate of(String name, String source, Given given) {
        try {
            return new ChatTemplate(name, StatementParser.parse(source), given);
        } catch (TemplateProblem e) {
            throw UserException.data(name + ":" + e.line() + ": the chat template cannot be read: " + e.getMessage()
                    + "\n  mend the template, or give the model one that `transformers` reads");
        }
    }

    /// The template of a checkpoint directory: `chat_template.jinja`, else `chat_template` in `tokenizer_config.json`
    /// (of several the one named `default`); empty if there is none.
    public static Optional<ChatTemplate> load(Path directory, Given given) {
        return TemplateFiles.find(directory).map(found -> of(found.name(), found.source(), given));
    }

    /// Whether the template marks what the assistant wrote.
    public boolean marksAssistant() {
        return holdsGeneration(statements);
    }

    /// Renders a conversation.
    ///
    /// @param messages an array of objects
    /// @param addGenerationPrompt whether the text ends where the assistant is to begin
    /// @param variables more for the template, such as `enable_thinking` or `tools`
    /// @throws UserException with template, line and reason, if it does not render
    public Rendered render(JsonNode messages, boolean addGenerationPrompt, Map<String, JsonNode> variables) {
        try {
            Scope scope = new Scope(globals());
            scope.set("messages", Values.of(Reasoning.underItsNames(messages)));
            scope.set("tools", Value.NONE);
            scope.set("documents", Value.NONE);
            scope.set("add_generation_prompt", Value.of(addGenerationPrompt));
            setUnlessEmpty(scope, "bos_token", given.bosToken());
            setUnlessEmpty(scope, "eos_token", given.eosToken());
            variables.forEach((key, value) -> scope.set(key, Values.of(value)));
            return Rendering.render(statements, scope);
        } catch (TemplateProblem e) {
            throw UserException.data(name + ":" + e.line() + ": the chat template does not render this conversation: "
                    + e.getMessage()
                    + "\n  change the messages to what the template expects, or choose another template");
        }
    }

    /// Renders and encodes a conversation. Special tokens come from the template alone: in messages and variables their
    /// texts stay ordinary characters.
    public EncodedChat encode(
            Tokenizer tokenizer, JsonNode messages, boolean addGenerationPrompt, Map<String, JsonNode> variables) {
        Guard guard = new Guard(tokenizer);
        Map<String, JsonNode> guarded = new LinkedHashMap<>();
        variables.forEach((key, value) -> guarded.put(key, guard.guarded(value)));
        return guard.encode(render(guard.guarded(messages), addGenerationPrompt, guarded));
    }

    /// A model without the token has no such variable.
    private static void setUnlessEmpty(Scope scope, String name, String token) {
        if (!token.isEmpty()) {
            scope.set(name, Value.of(token));
        }
    }

    private Scope globals() {
        Scope scope = new Scope(null);
        function(scope, "raise_exception", arguments -> {
            throw new TemplateProblem(arguments.string(0, "message"));
        });
        function(
                scope, "strftime_now", arguments -> Value.of(Dates.format(arguments.string(0, "format"), given.now())));
        function(scope, "namespace", ChatTemplate::namespace);
        function(scope, "dict", arguments -> {
            Map<Value, Value> entries = new LinkedHashMap<>();
            arguments.named().forEach((key, value) -> entries.put(Value.of(key), value));
            return new Value.Dict(entries);
        });
        function(scope, "range", ChatTemplate::range);
        return scope;
    }

    private static void function(Scope scope, String name, Value.Body body) {
        scope.set(name, new Value.Function(name, body));
    }

    private static Value namespace(Arguments arguments) {
        Map<String, Value> fields = new LinkedHashMap<>();
        if (!arguments.positional().isEmpty() && arguments.positional().getFirst() instanceof Value.Dict d) {
            d.entries().forEach((key, value) -> fields.put(key instanceof Value.Str s ? s.value() : "", value));
        }
        fields.putAll(arguments.named());
        return Value.Namespace.of(fields);
    }

    private static Value range(Arguments arguments) {
        boolean one = arguments.positional().size() < 2;
        int start = one ? 0 : arguments.integer(0, "start");
        int stop = arguments.integer(one ? 0 : 1, "stop");
        int step = arguments.integer(2, "step", 1);
        if (step == 0) {
            throw new TemplateProblem("the step of a range is 0");
        }
        List<Value> numbers = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            if (numbers.size() == MAX_RANGE) {
                throw new TemplateProblem("a range has more than " + MAX_RANGE + " numbers");
            }
            numbers.add(new Value.Int(i));
        }
        return Value.Seq.list(numbers);
    }

    private static boolean holdsGeneration(List<Statement> statements) {
        return statements.stream().anyMatch(statement -> switch (statement) {
            case Statement.Generation _ -> true;
            case Statement.If i -> holdsGeneration(i.then()) || holdsGeneration(i.otherwise());
            case Statement.For f -> holdsGeneration(f.body()) || holdsGeneration(f.otherwise());
            case Statement.Capture c -> holdsGeneration(c.body());
            case Statement.Macro m -> holdsGeneration(m.body());
            case Statement.Text _,
                    Statement.Output _,
                    Statement.Set _,
                    Statement.SetField _,
                    Statement.Break _,
                    Statement.Continue _ -> false;
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
