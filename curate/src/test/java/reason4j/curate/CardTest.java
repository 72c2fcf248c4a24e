package reason4j.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import reason4j.curate.plot.Bars;
import reason4j.curate.plot.Graph;
import reason4j.curate.source.Input;

/// Pictures are well-formed, say what they were told, and are drawn to scale.
class CardTest {

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Double> widths(Element svg, String style) {
        NodeList rects = svg.getElementsByTagName("rect");
        return java.util.stream.IntStream.range(0, rects.getLength())
                .mapToObj(i -> (Element) rects.item(i))
                .filter(r -> r.getAttribute("class").equals(style)
                        && !r.getAttribute("width").equals("11.0"))
                .map(r -> Double.valueOf(r.getAttribute("width")))
                .toList();
    }

    @Test
    void barsAreDrawnToScaleAndLabelsAreEscaped() throws Exception {
        Element svg = parsed(Bars.stacked(
                "a < b & c",
                List.of("train", "held out"),
                List.of(new Bars.Bar("\"x\" <y>", List.of(300L, 100L)), new Bars.Bar("z", List.of(150L, 0L)))));
        assertThat(widths(svg, "s0"))
                .hasSize(2)
                .satisfies(w -> assertThat(w.get(0) / w.get(1)).isEqualTo(2, within()));
        assertThat(widths(svg, "s1")).hasSize(1);
        assertThat(svg.getTextContent()).contains("a < b & c", "\"x\" <y>", "400", "held out");
        Element funnel = parsed(Bars.funnel("f", List.of(new Bars.Bar("all", List.of(90L, 10L)))));
        assertThat(widths(funnel, "s0").getFirst() / widths(funnel, "s3").getFirst())
                .isEqualTo(9, within());
        assertThat(funnel.getTextContent()).contains("90  −10");
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(0.05);
    }

    @Test
    void histogramsShowTheirGaps() throws Exception {
        TreeMap<Integer, Integer> counts = new TreeMap<>(Map.of(3, 5, 6, 1));
        List<Bars.Bar> bars = Bars.filled(counts, i -> "at " + i);
        assertThat(bars).extracting(Bars.Bar::label).containsExactly("at 3", "at 4", "at 5", "at 6");
        assertThat(parsed(Bars.columns("t", "axis", bars))
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(2);
    }

    @Test
    void ancestorsOfPublishedSetsAreDrawn() throws Exception {
        List<Input> inputs = List.of(input("light-r1-sft"), input("big-math"), input("s1k"));
        List<Graph.Edge> edges = Lineage.edges(
                inputs,
                List.of("light-r1-sft", "big-math", "s1k"),
                Map.of("big-math", Map.of("Orca_Math", 83_215, "harp", 2_996, "amc_aime", 78)));
        assertThat(edges)
                .contains(
                        new Graph.Edge("numinamath", "openr1-math-220k", "", false),
                        new Graph.Edge("openr1-math-220k", "light-r1-sft", "", false),
                        new Graph.Edge("Orca_Math", "big-math", "83,215", true),
                        new Graph.Edge("s1k", "light-r1-sft", "", false))
                .doesNotContain(new Graph.Edge("orca-math", "big-math", "", false));
        String svg =
                Graph.layers("Who derives from whom", edges, new TreeSet<>(List.of("light-r1-sft", "big-math", "s1k")));
        assertThat(parsed(svg).getTextContent()).contains("numinamath", "light-r1-sft", "83,215");
        keep("provenance.svg", svg);
    }

    @Test
    void overlapCountsProblemsNotRows() throws Exception {
        Overlap overlap = Overlap.none(List.of(input("a"), Input.plain("/x/one.jsonl"), Input.plain("/y/one.jsonl")));
        assertThat(overlap.names()).containsExactly("a", "one", "one 2");
        overlap.add(List.of(0, 0, 1));
        overlap.add(List.of(0, 1, 2, 2));
        assertThat(overlap.shared()).isDeepEqualTo(new int[][] {{1, 2, 1}, {2, 0, 1}, {1, 1, 1}});
        assertThat(overlap.links())
                .containsExactly(
                        new Graph.Link("a", "one", 2),
                        new Graph.Link("a", "one 2", 1),
                        new Graph.Link("one", "one 2", 1));
        String svg = Graph.circle("Problems in common", overlap.names(), overlap.links());
        assertThat(parsed(svg).getElementsByTagName("line").getLength()).isEqualTo(3);
        keep("overlap.svg", svg);
    }

    /// For people who want to look at them.
    private static void keep(String name, String svg) throws IOException {
        Path target = Files.createDirectories(Path.of("target/plots"));
        Files.writeString(target.resolve(name), svg);
    }

    private static Input input(String source) {
        return new Input(source, source, List.of("f"), "pool", Map.of());
    }
}
