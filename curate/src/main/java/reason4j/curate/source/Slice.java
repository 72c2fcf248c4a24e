package reason4j.curate.source;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// A part of a file that one task reads; reading it again gives the same rows.
public sealed interface Slice extends Serializable permits JsonLinesSlice {

    /// Which input of the recipe it belongs to.
    int input();

    /// The number of its first row among the rows of all inputs, in the order of the recipe.
    long first();

    /// How many rows it has.
    int rows();

    /// The first rows that can be read, at most so many.
    List<JsonNode> first(int most);

    /// Reads the rows in order.
    void read(Consumer<Raw> each);
}
