package reason4j.verify.math.syntax;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How deep and how large trees are. Chains such as `x!!!` grow deep without nesting, and what walks over a tree uses
/// the stack.
public final class Height {

    /// No honest answer is deeper; a small stack holds it.
    static final int MOST = 150;

    private Height() {}

    /// Whether a tree has more nodes than so many; what occurs twice counts twice. Looks at no more than those.
    public static boolean larger(@Nullable Node node, int nodes) {
        return left(node, nodes) < 0;
    }

    /// How many of so many nodes a tree leaves, below zero if it has more.
    private static int left(@Nullable Node node, int nodes) {
        int rest = node == null ? nodes : nodes - 1;
        for (Node child : children(node)) {
            if (rest < 0) {
                return rest;
            }
            rest = left(child, rest);
        }
        return rest;
    }

    /// Whether a tree has more levels than so many.
    public static boolean exceeds(@Nullable Node node, int levels) {
        if (levels == 0) {
            return true;
        }
        for (Node child : children(node)) {
            if (exceeds(child, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    private static List<? extends @Nullable Node> children(@Nullable Node node) {
        return switch (node) {
            case null -> List.of();
            case Node.Num _, Node.BaseNum _, Node.Sym _, Node.Words _ -> List.of();
            case Node.Call c -> c.args();
            case Node.Group g -> g.items();
            case Node.Relation r -> r.sides();
            case Node.Bound b -> Arrays.asList(b.from(), b.to(), b.body());
            case Node.Builder b -> List.of(b.element(), b.condition());
            case Node.Matrix m -> m.rows().stream().flatMap(List::stream).toList();
        };
    }
}
