package reason4j.learn.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reason4j.learn.text.AddedToken;
import reason4j.learn.text.BpeTrainer;
import reason4j.learn.text.Tokenizer;

/// Stop strings are found wherever token boundaries lie, and nothing that was shown is ever taken back.
class TranscriptTest {

    private static final Tokenizer BYTES = new BpeTrainer(290, true, List.of(AddedToken.special("<|end|>")))
            .train(List.of("the cat sat on the mat and ran", "ähnlich 漢字漢字 😀😀"))
            .open();

    private record Shown(List<String> pieces, String text, boolean stopped) {}

    private static Shown show(int[] ids, List<String> stops) {
        Transcript transcript = new Transcript(BYTES.stream(false), stops);
        List<String> pieces = new java.util.ArrayList<>();
        for (int id : ids) {
            transcript.add(id);
            pieces.add(transcript.release());
            if (transcript.stopped()) {
                break;
            }
        }
        transcript.end();
        pieces.add(transcript.rest());
        return new Shown(pieces, transcript.text(), transcript.stopped());
    }

    private static String cut(String text, List<String> stops) {
        int at = text.length();
        for (String stop : stops) {
            int found = text.indexOf(stop);
            at = found >= 0 ? Math.min(at, found) : at;
        }
        return text.substring(0, at);
    }

    @Test
    void textIsCutAtTheFirstStopAcrossTokens() {
        Shown shown = show(BYTES.encode("the cat sat on 漢字 and"), List.of("n 漢", "mat"));
        assertThat(shown.text()).isEqualTo("the cat sat o");
        assertThat(shown.stopped()).isTrue();
        assertThat(String.join("", shown.pieces())).isEqualTo(shown.text());
    }

    @Test
    void whatMayBecomeAStopIsHeldBackUntilItCannot() {
        assertThat(show(BYTES.encode("1212"), List.of("123")).pieces()).containsExactly("", "", "12", "", "12");
        assertThat(show(BYTES.encode("123"), List.of("123")).pieces()).containsExactly("", "", "", "");
    }

    @Test
    void bytesOfACharacterWaitForItsEnd() {
        int[] ids = BYTES.encode("é");
        assertThat(ids).hasSize(2);
        assertThat(show(ids, List.of()).pieces()).containsExactly("", "é", "");
        assertThat(show(new int[] {ids[0]}, List.of()).pieces()).containsExactly("", "\uFFFD");
    }

    @Test
    void anEmptyStopStringIsNone() {
        assertThat(show(BYTES.encode("the cat"), List.of("")).text()).isEqualTo("the cat");
    }

    @Test
    void piecesMakeTheTextOfAllIdsCutAtTheFirstStop() {
        Random random = new Random(5);
        String alphabet = "ab 漢é😀";
        for (int round = 0; round < 500; round++) {
            String text = word(random, alphabet, 30);
            List<String> stops = List.of(word(random, alphabet, 3), word(random, alphabet, 5));
            Shown shown = show(BYTES.encode(text), stops);
            assertThat(shown.text()).as("%s stopped by %s", text, stops).isEqualTo(cut(text, stops));
            assertThat(String.join("", shown.pieces())).isEqualTo(shown.text());
            assertThat(shown.stopped()).isEqualTo(shown.text().length() < text.length());
        }
    }

    private static String word(Random random, String alphabet, int most) {
        int[] points = alphabet.codePoints().toArray();
        StringBuilder word = new StringBuilder();
        int length = 1 + random.nextInt(most);
        for (int i = 0; i < length; i++) {
            word.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return word.toString();
    }
}
