package reason4j.learn.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// The loop of byte-pair encoding: counts of neighbours, kept up to date word by word as pairs are merged.
final class PairMerges {

    /// Two spellings that became one token.
    record Merge(String left, String right) {}

    /// A pair with the count that it had when it was queued.
    private record Candidate(long count, int left, int right) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byCount = Long.compare(other.count, count);
            int byLeft = byCount == 0 ? Integer.compare(left, other.left) : byCount;
            return byLeft == 0 ? Integer.compare(right, other.right) : byLeft;
        }
    }

    /// How often a pair occurs, and in which words it may be.
    private static final class Pair {
        long count;
        private int[] words = new int[2];
        private int size;

        void addWord(int word) {
            if (size > 0 && words[size - 1] == word) {
                return;
            }
            if (size == words.length) {
                words = Arrays.copyOf(words, 2 * size);
            }
            words[size++] = word;
        }
    }

    private final List<String> pieces;
    private final List<int[]> words = new ArrayList<>();
    private final List<Integer> wordCounts = new ArrayList<>();
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

    /// @param counts words and how often each occurs
    /// @param pieces spellings by id; learned ones are added at the end
    PairMerges(Map<String, Integer> counts, List<String> pieces) {
        this.pieces = pieces;
        Map<Character, Integer> idOf = new HashMap<>();
        for (int id = 0; id < pieces.size(); id++) {
            idOf.put(pieces.get(id).charAt(0), id);
        }
        counts.forEach((word, count) -> {
            int[] ids = ByteAlphabet.spell(word)
                    .chars()
                    .map(c -> idOf.getOrDefault((char) c, 0))
                    .toArray();
            countPairs(words.size(), ids, count);
            words.add(ids);
            wordCounts.add(count);
        });
        pairs.forEach(this::enqueue);
    }

    /// Merges up to so many pairs, most frequent first; pairs that occur once stay apart.
    List<Merge> learn(int wanted) {
        List<Merge> merges = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (int id = 0; id < pieces.size(); id++) {
            known.put(pieces.get(id), id);
        }
        while (merges.size() < wanted) {
            Candidate best = queue.poll();
            if (best == null || best.count < 2) {
                return merges;
            }
            Pair pair = pairs.get(key(best.left, best.right));
            if (pair == null || pair.count != best.count) {
                continue; // it was queued again with its new count when that changed
            }
            String left = pieces.get(best.left);
            String right = pieces.get(best.right);
            // two ways to one spelling would give one token two ids
            if (known.putIfAbsent(left + right, pieces.size()) == null) {
                pieces.add(left + right);
                merges.add(new Merge(left, right));
                merge(best, pair, pieces.size() - 1);
            }
        }
        return merges;
    }

    private void merge(Candidate merged, Pair pair, int id) {
        Map<Long, Pair> touched = new HashMap<>();
        for (int i = 0; i < pair.size; i++) {
            int w = pair.words[i];
            int[] before = words.get(w);
            int[] after = replaced(before, merged.left, merged.right, id);
            if (after.length < before.length) {
                int count = wordCounts.get(w);
                uncountPairs(before, count, touched);
                countPairs(w, after, count);
                words.set(w, after);
                collect(after, touched);
            }
        }
        pairs.remove(key(merged.left, merged.right));
        touched.forEach((key, changed) -> {
            if (changed.count > 0 && pairs.get(key) == changed) {
                enqueue(key, changed);
            } else if (changed.count == 0) {
                pairs.remove(key);
            }
        });
    }

    private static int[] replaced(int[] word, int left, int right, int id) {
        int[] result = new int[word.length];
        int length = 0;
        for (int i = 0; i < word.length; i++) {
            boolean here = word[i] == left && i + 1 < word.length && word[i + 1] == right;
            result[length++] = here ? id : word[i];
            i += here ? 1 : 0;
        }
        return Arrays.copyOf(result, length);
    }

    private void countPairs(int word, int[] ids, int count) {
        for (int i = 0; i + 1 < ids.length; i++) {
            Pair pair = pairs.computeIfAbsent(key(ids[i], ids[i + 1]), _ -> new Pair());
            pair.count += count;
            pair.addWord(word);
        }
    }

    private void uncountPairs(int[] ids, int count, Map<Long, Pair> touched) {
        for (int i = 0; i + 1 < ids.length; i++) {
            long key = key(ids[i], ids[i + 1]);
            Pair pair = pairs.get(key);
            if (pair != null) {
                pair.count -= count;
                touched.put(key, pair);
            }
        }
    }

    private void collect(int[] ids, Map<Long, Pair> touched) {
        for (int i = 0; i + 1 < ids.length; i++) {
            long key = key(ids[i], ids[i + 1]);
            Pair pair = pairs.get(key);
            if (pair != null) {
                touched.put(key, pair);
            }
        }
    }

    private void enqueue(long key, Pair pair) {
        queue.add(new Candidate(pair.count, (int) (key >>> 32), (int) key));
    }

    private static long key(int left, int right) {
        return ((long) left << 32) | right;
    }
}
