package reason4j.verify.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reason4j.core.episode.Outcome;
import reason4j.core.episode.Verdict;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;

class VerdictStreamTest {

    private record Ran(List<JsonNode> lines, Totals totals) {}

    private static Ran run(String input, int threads) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Totals totals = new VerdictStream(new VerdictLines(Rows.strict()), threads, _ -> {})
                .run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out);
        List<JsonNode> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Json.mapper().readTree(line))
                .toList();
        return new Ran(lines, totals);
    }

    @Test
    void addsVerdictsAndKeepsTheOrder() throws IOException {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            input.append("{\"id\":").append(i).append(",\"gold\":\"").append(i % 7);
            input.append("\",\"prediction\":\"\\\\boxed{3}\",\"more\":[1,{\"a\":null}]}\n");
        }
        Ran ran = run(input.toString(), 4);
        assertThat(ran.lines()).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            JsonNode line = ran.lines().get(i);
            assertThat(line.get("id").asInt()).isEqualTo(i);
            assertThat(line.get("more").toString()).isEqualTo("[1,{\"a\":null}]");
            assertThat(line.get("verdict").get("outcome").asString()).isEqualTo(i % 7 == 3 ? "correct" : "wrong");
            assertThat(line.get("verdict").propertyNames()).containsExactly("outcome", "rule", "because", "millis");
        }
        assertThat(ran.totals().correct()).isEqualTo(143);
        assertThat(ran.totals().count()).isEqualTo(1000);
    }

    @Test
    void judgesOnAfterLinesThatAreNoRows() throws IOException {
        Ran ran = run("""
                {"gold": "1", "prediction": "\\\\boxed{1}"}
                {"gold": "1", "predi
                [1, 2]

                {"prediction": "1"}
                {"gold": "1"}
                {"gold": "1", "prediction": "1", "form": "essay"}
                {"gold": "1", "prediction": "1", "config": {"precision": "many"}}
                {"gold": "1", "prediction": "1", "config": {"percent": "often"}}
                {"gold": "1", "prediction": "\\ud800 \\\\boxed{1}"}
                {"gold": 1, "response": "\\\\boxed{1}", "prediction": null}
                \u0000\u0001
                """, 1);
        assertThat(ran.lines().stream().map(l -> l.get("verdict").get("outcome").asString()))
                .containsExactly(
                        "correct",
                        "unscorable",
                        "unscorable",
                        "unscorable",
                        "unscorable",
                        "unscorable",
                        "unscorable",
                        "unscorable",
                        "correct",
                        "correct",
                        "unscorable");
        assertThat(ran.lines().get(1).get("line").asInt()).isEqualTo(2);
        assertThat(ran.lines().get(2).get("verdict").get("because").asString()).contains("no object");
        assertThat(ran.lines().get(6).get("verdict").get("because").asString()).contains("precision", "many");
    }

    @Test
    void readsNoFurtherThanTheThreadsNeed() throws IOException {
        AtomicLong read = new AtomicLong();
        List<Long> ahead = new ArrayList<>();
        byte[] line = "{\"gold\":\"1\",\"prediction\":\"1\"}\n".getBytes(StandardCharsets.UTF_8);
        long total = 200_000L * line.length;
        InputStream in = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("read in blocks");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                long from = read.get();
                int n = (int) Math.min(length, total - from);
                for (int i = 0; i < n; i++) {
                    buffer[offset + i] = line[(int) ((from + i) % line.length)];
                }
                read.addAndGet(n);
                return n == 0 ? -1 : n;
            }
        };
        Totals totals = new VerdictStream(
                        new VerdictLines(Rows.strict()), 2, now -> ahead.add(read.get() / line.length - now.count()))
                .run(in, OutputStream.nullOutputStream());
        assertThat(totals.count()).isEqualTo(200_000);
        assertThat(ahead).allMatch(lines -> lines < 5_000);
    }

    @Test
    void cutsOffALineThatNeverEnds() throws IOException {
        String endless = "{\"gold\":\"1\",\"prediction\":\"" + "7".repeat(LineSource.MAX_BYTES) + "\"}\n";
        Ran ran = run(endless + "{\"gold\":\"1\",\"prediction\":\"\\\\boxed{1}\"}", 1);
        assertThat(ran.totals()).extracting(Totals::unscorable, Totals::correct).containsExactly(1L, 1L);
        assertThat(ran.lines().getFirst().toString()).hasSizeLessThan(1000);
    }

    @Test
    void readsWhatOtherSystemsWrite() throws IOException {
        String row = "{\"gold\":\"1\",\"prediction\":\"\\\\boxed{1}\"}";
        Ran ran = run("\ufeff" + row + "\r\n\r\n  \t \n" + row + "\r\n" + row, 2);
        assertThat(ran.totals().correct()).isEqualTo(3);
        assertThat(ran.totals().count()).isEqualTo(3);
    }

    @Test
    void goesOnAfterBytesThatAreNoText() throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes("{\"gold\":\"1\",\"prediction\":\"".getBytes(StandardCharsets.UTF_8));
        input.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3});
        input.writeBytes(" \\\\boxed{1}\"}\n".getBytes(StandardCharsets.UTF_8));
        input.writeBytes("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        input.writeBytes("\n{\"gold\":1e999999999,\"prediction\":\"1\"}\n".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Totals totals = new VerdictStream(new VerdictLines(Rows.strict()), 1, _ -> {})
                .run(new ByteArrayInputStream(input.toByteArray()), out);
        assertThat(totals.count()).isEqualTo(3);
        assertThat(totals.correct()).isEqualTo(1);
    }

    @Test
    void tellsAnInputThatFailsFromAnOutputThatDoes() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the cable is loose");
            }
        };
        VerdictStream stream = new VerdictStream(new VerdictLines(Rows.strict()), 1, _ -> {});
        assertThatThrownBy(() -> stream.run(broken, OutputStream.nullOutputStream()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot be read after line 0: the cable is loose");
    }

    @Test
    void tellsTheTotalsInALine() {
        Totals totals = Totals.NONE
                .and(new Verdict(Outcome.CORRECT, "r", "b", null, null, 0.5), 1)
                .and(new Verdict(Outcome.TIMEOUT, "r", "b", null, null, 80), 2);
        assertThat(totals.line(0.5))
                .isEqualTo(
                        "2 verdicts: 1 correct, 0 wrong, 0 unscorable, 1 timeout; 4 a second; slowest 80.0 ms (line 2)");
    }
}
