package reason4j.verify.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The grader of PRM800K (Lightman and others 2023, `grader.py`), which rllm and others took over: equal as Hendrycks
/// rewrites them, or equal after a normalisation of its own, or element by element with a difference that simplifies to
/// zero. Fractions must be reduced, integers literal. SymPy's `simplify` is replaced by exact evaluation at a few
/// points.
final class Prm800k {

    static final Dialect DIALECT = new StringGrader("prm800k", Boxes::last, answer -> answer, Prm800k::equal);

    private static final String BRACKETS = "()[]";
    private static final Pattern FRACTION = Pattern.compile("^-?[0-9]+.?/0*[1-9][0-9]*.?$");
    private static final Pattern TOWER = Pattern.compile("\\^[0-9]+\\^|\\^[0-9][0-9]+");
    private static final Pattern WRAPPED = Pattern.compile("(?d)^\\\\text\\{(.+?)\\}$");

    private Prm800k() {}

    static boolean equal(String gold, String answer) {
        if (hendrycks(gold).equals(hendrycks(answer))) {
            return true;
        }
        String g = Prm800kNormal.of(gold);
        String a = Prm800kNormal.of(answer);
        if (g.equals(a)) {
            return true;
        }
        if (a.isEmpty()) {
            return false;
        }
        List<String> golds = elements(g);
        List<String> answers = elements(a);
        boolean framed = golds.size() > 1
                && (g.charAt(0) != a.charAt(0) || g.charAt(g.length() - 1) != a.charAt(a.length() - 1));
        if (framed || golds.size() != answers.size() || golds.isEmpty()) {
            return false;
        }
        for (int i = 0; i < golds.size(); i++) {
            if (!equalElements(golds.get(i), answers.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// As Hendrycks does, after a `\text{…}` around everything is taken off; as it is where the rewriting fails.
    private static String hendrycks(String text) {
        String bare = unwrapped(text.strip()).strip();
        String normal = Hendrycks.normal(bare);
        return normal == null ? bare : normal;
    }

    static String unwrapped(String text) {
        return WRAPPED.matcher(text).replaceFirst("$1");
    }

    private static boolean equalElements(String gold, String answer) {
        if (FRACTION.matcher(gold).find() && FRACTION.matcher(answer).find()) {
            return gold.equals(answer);
        }
        if (PythonNumbers.isInteger(gold) != PythonNumbers.isInteger(answer)) {
            return false;
        }
        return worthEvaluating("(" + gold + ")-(" + answer + ")") && PythonExpression.equal(gold, answer);
    }

    /// At most two letters beside `sqrt`, and no powers that might hang.
    private static boolean worthEvaluating(String expression) {
        String letters = expression.replace("sqrt", "").replace("frac", "");
        boolean few =
                letters.codePoints().filter(Character::isLetter).distinct().count() <= 2;
        return few
                && !expression.contains("^{")
                && !expression.contains("^(")
                && !TOWER.matcher(expression).find();
    }

    private static List<String> elements(String text) {
        String s = PythonNumbers.withoutThousands(text);
        if (s.isEmpty()) {
            return List.of();
        }
        boolean tuple = s.length() > 2
                && isBracket(s.charAt(0))
                && isBracket(s.charAt(s.length() - 1))
                && s.substring(1, s.length() - 1).chars().noneMatch(c -> isBracket((char) c));
        if (!tuple) {
            return List.of(s);
        }
        return Arrays.stream(s.substring(1, s.length() - 1).split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static boolean isBracket(char c) {
        return BRACKETS.indexOf(c) >= 0;
    }
}
