package reason4j.learn.gguf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Merges of a SentencePiece vocabulary, which has scores instead: any two pieces that make a third may merge, the
/// third
/// with the highest score first.
final class ScoredMerges {

    private record Candidate(String left, String right, double score, int leftId, int rightId) {}

    private ScoredMerges() {}

    static List<String> of(List<String> tokens, List<Double> scores) {
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            ids.putIfAbsent(tokens.get(id), id);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            for (int cut = 1; cut < token.length(); cut++) {
                Integer left = ids.get(token.substring(0, cut));
                Integer right = ids.get(token.substring(cut));
                if (left != null && right != null) {
                    candidates.add(
                            new Candidate(token.substring(0, cut), token.substring(cut), scores.get(id), left, right));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(Comparator.comparingInt((Candidate c) -> points(c.left()))
                        .reversed())
                .thenComparing(Comparator.comparingInt((Candidate c) -> points(c.right()))
                        .reversed())
                .thenComparingInt(Candidate::leftId)
                .thenComparingInt(Candidate::rightId));
        return candidates.stream().map(c -> c.left() + " " + c.right()).toList();
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }
}
