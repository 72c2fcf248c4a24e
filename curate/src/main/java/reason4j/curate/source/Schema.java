package reason4j.curate.source;

import tools.jackson.databind.JsonNode;

/// How a published set lays out its rows. Implementations are pure and take any tree: what is missing is null or
/// empty, what has another type than published is read as far as it can be.
@FunctionalInterface
public interface Schema {

    /// @param row as it was published
    /// @param input the recipe's source, for its name and options
    Draft read(JsonNode row, Input input);
}
