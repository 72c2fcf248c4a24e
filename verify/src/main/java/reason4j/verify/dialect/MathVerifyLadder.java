package reason4j.verify.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where Math-Verify looks for an answer, in its order: boxes, "final answer is …", "answer: …", "answer …", any
/// formula, fraction or number; in each step the one that ends last comes first.
final class MathVerifyLadder {

    private static final Pattern NUMBER = Pattern.compile("(?:^|\\s|=)(?:\\*\\*)?[$€£¥₹₽₩₫฿]?(?<value>(?<!\\d)"
            + "(?:-?[1-9]\\d{0,2}(?:[ ,]\\d{3})++(?:\\.\\d++)?|-?\\d++[.,]\\d++|\\.\\d++|-?\\d++)"
            + "(?:\\s{0,9}(?:%|[Pp]ercent|[Pp]ct))?)");
    private static final Pattern FINAL_BARE = Pattern.compile("(?i)final answer is:?\\s{0,9}");
    private static final Pattern FINAL_IS = Pattern.compile("(?is)final answer.{0,100}?\\sis:?\\s{0,9}");
    private static final Pattern ANSWER_COLON = Pattern.compile("(?i)answer:");
    private static final Pattern ANSWER = Pattern.compile("(?i)answer");
    private static final int REACH = 50;
    private static final int EQUALS_REACH = 100;
    private static final int MAX_READ = 50_000;
    private static final int MAX_ANCHORS = 100;
    private static final int MAX_TRIED = 20;

    /// A piece of the response that might be the answer.
    ///
    /// @param end where it ends
    /// @param start where it starts
    /// @param text what it says
    record Found(int end, int start, String text) {}

    private final String response;
    private final List<Found> formulas;
    private final List<Found> numbers;

    private MathVerifyLadder(String response) {
        this.response = response;
        this.formulas = MathVerifyFormulas.of(response);
        this.numbers = numbers(response);
    }

    /// The pieces to try, in order.
    static List<String> candidates(String response) {
        int from = Math.max(0, response.length() - MAX_READ);
        return new MathVerifyLadder(response.substring(from)).ladder();
    }

    private List<String> ladder() {
        List<String> out = new ArrayList<>();
        String boxes = MathVerifyBoxes.last(response);
        if (boxes != null) {
            out.add(boxes);
        }
        add(out, after(FINAL_BARE, 0, 0));
        add(out, after(FINAL_IS, 0, 0));
        add(out, after(ANSWER_COLON, REACH, EQUALS_REACH));
        add(out, after(ANSWER, REACH, EQUALS_REACH));
        List<Found> all = new ArrayList<>(formulas);
        all.addAll(numbers);
        add(out, all);
        return out;
    }

    private static void add(List<String> out, List<Found> found) {
        found.sort(Comparator.comparingInt(Found::end).reversed().thenComparingInt(Found::start));
        found.stream().map(Found::text).limit(MAX_TRIED).forEach(out::add);
    }

    /// For each of the last anchors the first formula, and the number that its pattern reaches.
    private List<Found> after(Pattern anchor, int reach, int equalsReach) {
        List<Integer> ends = new ArrayList<>();
        Matcher matcher = anchor.matcher(response);
        while (matcher.find()) {
            ends.add(matcher.end());
        }
        List<Found> found = new ArrayList<>();
        for (int end : ends.subList(Math.max(0, ends.size() - MAX_ANCHORS), ends.size())) {
            first(formulas, end, reach).ifPresent(found::add);
            number(end, reach, equalsReach).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Found> first(List<Found> sorted, int from, int reach) {
        int k = firstFrom(sorted, from);
        return k < sorted.size() && sorted.get(k).start() <= from + reach
                ? Optional.of(sorted.get(k))
                : Optional.empty();
    }

    /// The index of the first piece that starts at `from` or later.
    private static int firstFrom(List<Found> sorted, int from) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted.get(mid).start() < from) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /// The last number after an equals sign on the line, else the first number.
    private Optional<Found> number(int from, int reach, int equalsReach) {
        Found afterEquals = null;
        for (int k = firstFrom(numbers, from + 1); k < numbers.size(); k++) {
            Found f = numbers.get(k);
            if (f.start() > from + equalsReach) {
                break;
            }
            afterEquals = followsEquals(response.substring(from, f.start())) ? f : afterEquals;
        }
        return afterEquals != null ? Optional.of(afterEquals) : first(numbers, from, reach);
    }

    private static boolean followsEquals(String before) {
        return before.stripTrailing().endsWith("=") && before.indexOf('\n') < 0;
    }

    private static List<Found> numbers(String response) {
        List<Found> found = MathVerifySums.of(response);
        Matcher matcher = NUMBER.matcher(response);
        while (matcher.find()) {
            found.add(new Found(matcher.end(), matcher.start("value"), matcher.group("value")));
        }
        found.sort(Comparator.comparingInt(Found::start));
        return found;
    }
}
