package reason4j.learn.lines;

import tools.jackson.databind.node.ArrayNode;

/// Numbers in JSON, which has none that are not finite.
final class Numbers {

    private Numbers() {}

    /// Adds values; null for what is no finite number.
    static void add(ArrayNode array, float[] values) {
        for (float value : values) {
            if (Float.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
    }
}
