package reason4j.curate.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Drawings of who derives from whom, and of who shares what with whom.
public final class Graph {

    private static final int BOX = 26;
    private static final int GAP = 12;
    private static final int COLUMN = 236;
    private static final int BOX_WIDTH = 168;

    private Graph() {}

    /// How much wider than high the circle is: room for a number between two boxes beside each other.
    private static final double WIDER = 2;

    /// An arrow from an ancestor to what was made of it.
    ///
    /// @param label beside the arrow, empty for none
    /// @param seen whether the rows say so themselves
    public record Edge(String from, String to, String label, boolean seen) {}

    /// Boxes in columns, each to the right of all that it derives from.
    ///
    /// @param own boxes to be filled
    public static String layers(String title, List<Edge> edges, Set<String> own) {
        Map<String, Integer> depth = depths(edges, own);
        Map<Integer, List<String>> columns = new TreeMap<>();
        depth.keySet()
                .forEach(name -> columns.computeIfAbsent(depth.getOrDefault(name, 0), _ -> new ArrayList<>())
                        .add(name));
        int tallest = columns.values().stream().mapToInt(List::size).max().orElse(1);
        int width = Math.max(620, 24 + (columns.size() - 1) * COLUMN + BOX_WIDTH + 12);
        Map<String, double[]> places = new TreeMap<>();
        columns.forEach((column, names) -> {
            order(names, edges, places);
            double top = 48 + (tallest - names.size()) * (BOX + GAP) / 2.0;
            for (int i = 0; i < names.size(); i++) {
                places.put(names.get(i), new double[] {12 + column * (double) COLUMN, top + i * (BOX + GAP)});
            }
        });
        Svg svg = new Svg(width);
        svg.text("title", 12, 24, title);
        edges.forEach(edge -> arrow(svg, edge, places));
        edges.forEach(edge -> label(svg, edge, places));
        places.forEach((name, place) -> box(svg, name, place, own.contains(name)));
        return svg.of(48 + tallest * (BOX + GAP) + 8, title);
    }

    /// The longest way from a root; what goes round in a circle is cut after as many steps as there are boxes.
    private static Map<String, Integer> depths(List<Edge> edges, Set<String> own) {
        Map<String, Integer> depth = new TreeMap<>();
        own.forEach(name -> depth.put(name, 0));
        edges.forEach(edge -> {
            depth.put(edge.from(), 0);
            depth.put(edge.to(), 0);
        });
        for (int round = 0; round < depth.size(); round++) {
            for (Edge edge : edges) {
                int next = Math.min(depth.size() - 1, depth.getOrDefault(edge.from(), 0) + 1);
                depth.merge(edge.to(), next, Math::max);
            }
        }
        return depth;
    }

    /// Boxes come at the height of what they derive from, as far as that is placed.
    private static void order(List<String> names, List<Edge> edges, Map<String, double[]> places) {
        Map<String, Double> height = new HashMap<>();
        for (String name : names) {
            height.put(
                    name,
                    edges.stream()
                            .filter(e -> e.to().equals(name) && places.containsKey(e.from()))
                            .mapToDouble(e -> places.getOrDefault(e.from(), new double[2])[1])
                            .average()
                            .orElse(0));
        }
        names.sort(Comparator.comparingDouble((String name) -> height.getOrDefault(name, 0.0))
                .thenComparing(Comparator.naturalOrder()));
    }

    private static void box(Svg svg, String name, double[] place, boolean own) {
        svg.add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"5\"/>",
                own ? "own" : "box", place[0], place[1], BOX_WIDTH, BOX);
        svg.text(
                own ? "middle inside" : "middle",
                place[0] + BOX_WIDTH / 2.0,
                place[1] + BOX / 2.0 + 4.5,
                Svg.shortened(name, 19));
    }

    private static void arrow(Svg svg, Edge edge, Map<String, double[]> places) {
        double[] from = places.getOrDefault(edge.from(), new double[2]);
        double[] to = places.getOrDefault(edge.to(), new double[2]);
        double x1 = from[0] + BOX_WIDTH;
        double y1 = from[1] + BOX / 2.0;
        double x2 = to[0] - 6;
        double y2 = to[1] + BOX / 2.0;
        double bend = (x2 - x1) / 2;
        svg.add(
                "<path class=\"edge%s\"%s d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\"/>",
                edge.seen() ? " seen" : "",
                edge.seen() ? "" : " stroke-dasharray=\"4 3\"",
                x1,
                y1,
                x1 + bend,
                y1,
                x2 - bend,
                y2,
                x2,
                y2);
        svg.add("<path class=\"arrow\" d=\"M%.1f %.1f l-7 -3.5 v7 z\"/>", x2 + 6, y2);
    }

    /// Beside the head of the arrow, over all lines.
    private static void label(Svg svg, Edge edge, Map<String, double[]> places) {
        double[] to = places.getOrDefault(edge.to(), new double[2]);
        if (!edge.label().isEmpty()) {
            svg.text("quiet end halo", to[0] - 14, to[1] + BOX / 2.0 - 5, edge.label());
        }
    }

    /// What two names share.
    ///
    /// @param shared how many problems
    public record Link(String a, String b, int shared) {}

    /// Names around a circle; the more two share, the thicker the line between them.
    ///
    public static String circle(String title, List<String> names, List<Link> links) {
        int width = 660;
        double radius = 120;
        double height = 2 * radius + 110;
        Map<String, double[]> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            double angle = 2 * Math.PI * i / names.size() - Math.PI / 2;
            places.put(names.get(i), new double[] {
                width / 2.0 + WIDER * radius * Math.cos(angle), 20 + height / 2 + radius * Math.sin(angle)
            });
        }
        Svg svg = new Svg(width);
        svg.text("title", 12, 24, title);
        int most = links.stream().mapToInt(Link::shared).max().orElse(1);
        for (Link link : links) {
            double[] a = places.getOrDefault(link.a(), new double[2]);
            double[] b = places.getOrDefault(link.b(), new double[2]);
            svg.add(
                    "<line class=\"edge seen\" style=\"stroke-width:%.1f;stroke-opacity:.55\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                    1 + 7 * Math.sqrt((double) link.shared() / most), a[0], a[1], b[0], b[1]);
        }
        for (Link link : links) {
            double[] a = places.getOrDefault(link.a(), new double[2]);
            double[] b = places.getOrDefault(link.b(), new double[2]);
            // not in the middle, where lines cross
            double x = a[0] * 0.55 + b[0] * 0.45;
            svg.text("middle quiet halo", x, a[1] * 0.55 + b[1] * 0.45 + 4, Svg.count(link.shared()));
        }
        names.forEach(name -> {
            double[] at = places.getOrDefault(name, new double[2]);
            box(svg, name, new double[] {at[0] - BOX_WIDTH / 2.0, at[1] - BOX / 2.0}, true);
        });
        return svg.of((int) height + 30, title);
    }
}
