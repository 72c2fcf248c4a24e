package reason4j.verify.math;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.syntax.Node;

/// A set of real numbers: disjoint pieces in ascending order, none empty, none adjacent to the next.
///
/// @param pieces intervals and single points
/// @param name the variable it is about, where one is named
record Region(List<Piece> pieces, @Nullable String name) {

    /// @param value null for minus or plus infinity
    record End(@Nullable Node value, int infinite) {
        static End of(Node value) {
            int sign = Scalars.infinity(value);
            return sign == 0 ? new End(value, 0) : new End(null, sign);
        }
    }

    record Piece(End low, boolean lowClosed, End high, boolean highClosed) {}

    static final End MINUS = new End(null, -1);
    static final End PLUS = new End(null, 1);
    static final Piece ALL = new Piece(MINUS, false, PLUS, false);

    static Region empty() {
        return new Region(List.of(), null);
    }

    Region named(@Nullable String name) {
        return new Region(pieces, name);
    }

    /// Orders constants; what it cannot order it refuses by an exception.
    @FunctionalInterface
    interface Order {
        int compare(Node a, Node b);

        default int ends(End a, End b) {
            Node x = a.value();
            Node y = b.value();
            return x != null && y != null ? compare(x, y) : Integer.compare(a.infinite(), b.infinite());
        }
    }

    Region union(Region o, Order order) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(o.pieces);
        all.sort((a, b) -> {
            int c = order.ends(a.low(), b.low());
            return c != 0 ? c : Boolean.compare(b.lowClosed(), a.lowClosed());
        });
        List<Piece> merged = new ArrayList<>();
        for (Piece p : all) {
            Piece last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || !touches(last, p, order)) {
                merged.add(p);
                continue;
            }
            int c = order.ends(last.high(), p.high());
            boolean further = c < 0 || c == 0 && p.highClosed();
            merged.set(
                    merged.size() - 1,
                    further ? new Piece(last.low(), last.lowClosed(), p.high(), p.highClosed()) : last);
        }
        return new Region(merged, name != null ? name : o.name);
    }

    private static boolean touches(Piece a, Piece b, Order order) {
        int c = order.ends(a.high(), b.low());
        return c > 0 || c == 0 && (a.highClosed() || b.lowClosed());
    }

    Region intersection(Region o, Order order) {
        List<Piece> common = new ArrayList<>();
        for (Piece a : pieces) {
            for (Piece b : o.pieces) {
                int low = order.ends(a.low(), b.low());
                int high = order.ends(a.high(), b.high());
                End from = low >= 0 ? a.low() : b.low();
                End to = high <= 0 ? a.high() : b.high();
                boolean fromClosed =
                        low == 0 ? a.lowClosed() && b.lowClosed() : low > 0 ? a.lowClosed() : b.lowClosed();
                boolean toClosed =
                        high == 0 ? a.highClosed() && b.highClosed() : high < 0 ? a.highClosed() : b.highClosed();
                int c = order.ends(from, to);
                if (c < 0 || c == 0 && fromClosed && toClosed) {
                    common.add(new Piece(from, fromClosed, to, toClosed));
                }
            }
        }
        return new Region(common, name != null ? name : o.name);
    }

    Region complement() {
        List<Piece> gaps = new ArrayList<>();
        End from = MINUS;
        boolean fromClosed = false;
        for (Piece p : pieces) {
            if (p.low().infinite() >= 0) {
                gaps.add(new Piece(from, fromClosed, p.low(), !p.lowClosed()));
            }
            from = p.high();
            fromClosed = !p.highClosed();
        }
        if (pieces.isEmpty() || from.infinite() <= 0) {
            gaps.add(new Piece(from, fromClosed, PLUS, false));
        }
        return new Region(gaps, name);
    }

    boolean same(Region o, Order order) {
        if (pieces.size() != o.pieces.size()) {
            return false;
        }
        for (int k = 0; k < pieces.size(); k++) {
            Piece a = pieces.get(k);
            Piece b = o.pieces.get(k);
            boolean equal = a.lowClosed() == b.lowClosed()
                    && a.highClosed() == b.highClosed()
                    && order.ends(a.low(), b.low()) == 0
                    && order.ends(a.high(), b.high()) == 0;
            if (!equal) {
                return false;
            }
        }
        return true;
    }
}
