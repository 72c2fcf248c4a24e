package reason4j.curate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reason4j.core.io.UserException;
import reason4j.core.problem.AnswerKey;
import reason4j.core.problem.Trace;
import reason4j.curate.source.Draft;
import reason4j.curate.source.Reasoning;

/// Named rules that mend rows, and the checks that every row must pass.
final class Cleaning {

    private static final Pattern ANNOTATION = Pattern.compile("<<[^<>]*>>");
    private static final Pattern SIGNATURE = Pattern.compile("\\s*~\\s?[A-Za-z][A-Za-z0-9_.-]{2,}\\s*$");
    private static final Pattern ZEROS = Pattern.compile("0+(?=\\d)");
    private static final Pattern PART = Pattern.compile("p[1-9]\\d{0,2}\\.");
    private static final Pattern BOLD_NUMBER = Pattern.compile("\\*\\*(?=.*\\d)[^\\s\\]]*\\*\\*");
    private static final List<String> NO_PICTURES =
            List.of("figure", "diagram", "jpeg", "png", "jpg", "svg", "answer:");
    private static final Pattern BOXED_ZEROS = Pattern.compile("\\\\boxed\\{0+(?=\\d+})");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\u00A0]+(?=\\n|$)");

    private static final List<String[]> DELIMITERS = List.of(
            new String[] {"\\[", "\\]"}, new String[] {"\\(", "\\)"}, new String[] {"$$", "$$"}, new String[] {"$", "$"
            });

    /// The visible list of rules.
    private static final Map<String, UnaryOperator<Draft>> RULES = new TreeMap<>(Map.of(
            "whitespace", Cleaning::whitespace,
            "calculator-annotations", Cleaning::annotations,
            "signatures", Cleaning::signatures,
            "answer-delimiters", Cleaning::answerDelimiters,
            "leading-zeros", Cleaning::leadingZeros,
            "s1-format", Cleaning::s1Format,
            "openthoughts-math", Cleaning::openThoughtsMath));

    private final List<UnaryOperator<Draft>> rules;
    private final int maxPromptChars;

    private Cleaning(List<UnaryOperator<Draft>> rules, int maxPromptChars) {
        this.rules = rules;
        this.maxPromptChars = maxPromptChars;
    }

    /// @throws UserException naming a rule that there is not
    static Cleaning of(CurateRecipe.Clean clean) {
        return new Cleaning(clean.rules().stream().map(Cleaning::rule).toList(), clean.maxPromptChars());
    }

    /// What became of a row.
    ///
    /// @param reason why it is dropped, or null
    record Result(Draft draft, @Nullable String reason) {}

    Result apply(Draft draft) {
        Draft mended = draft;
        for (UnaryOperator<Draft> rule : rules) {
            mended = rule.apply(mended);
        }
        return new Result(mended, reason(mended));
    }

    private @Nullable String reason(Draft draft) {
        if (draft.defect() != null) {
            return draft.defect();
        }
        if (draft.prompt().isBlank()) {
            return "no question";
        }
        if (draft.prompt().length() > maxPromptChars) {
            return "question too long";
        }
        if (draft.prompt().indexOf('\uFFFD') >= 0) {
            return "damaged encoding";
        }
        return draft.answer() == null ? "no answer" : null;
    }

    private static UnaryOperator<Draft> rule(String name) {
        UnaryOperator<Draft> rule = RULES.get(name);
        if (rule == null) {
            throw UserException.usage("clean.rules: " + name + ": unknown; there are " + RULES.keySet());
        }
        return rule;
    }

    private static Draft whitespace(Draft draft) {
        String text = draft.prompt().replace("\r\n", "\n");
        return draft.withPrompt(SPACES.matcher(text).replaceAll("").strip());
    }

    private static Draft annotations(Draft draft) {
        return traces(
                draft, text -> text.contains("<<") ? ANNOTATION.matcher(text).replaceAll("") : text);
    }

    // solutions from the AoPS wiki end with the names of their authors
    private static Draft signatures(Draft draft) {
        return traces(
                draft,
                text -> text.indexOf('~') < 0 ? text : SIGNATURE.matcher(text).replaceAll(""));
    }

    private static Draft traces(Draft draft, UnaryOperator<String> mend) {
        if (draft.traces().isEmpty()) {
            return draft;
        }
        List<Trace> mended = draft.traces().stream()
                .map(t -> new Trace(t.teacher(), mend.apply(t.reasoning()), mend.apply(t.response())))
                .toList();
        return draft.withTraces(mended);
    }

    // golds such as \[98\], \(x\), $x$ or \boxed{x} mean what they delimit
    private static Draft answerDelimiters(Draft draft) {
        if (!(draft.answer() instanceof AnswerKey.MathAnswer(String gold))) {
            return draft;
        }
        String bare = gold.strip();
        for (String[] pair : DELIMITERS) {
            boolean around = bare.startsWith(pair[0])
                    && bare.endsWith(pair[1])
                    && bare.length() > pair[0].length() + pair[1].length()
                    && bare.indexOf(pair[1], pair[0].length()) == bare.length() - pair[1].length();
            bare = around
                    ? bare.substring(pair[0].length(), bare.length() - pair[1].length())
                            .strip()
                    : bare;
        }
        String boxed = bare.startsWith("\\boxed{") ? Reasoning.boxed(bare) : null;
        boolean whole = boxed != null && bare.length() == boxed.length() + "\\boxed{}".length();
        String answer = whole && boxed != null ? boxed : bare;
        return answer.equals(gold) ? draft : draft.withAnswer(new AnswerKey.MathAnswer(answer));
    }

    // s1's filter.ipynb: drawings (but for AIME), images, parts such as p12., and numbers in bold
    private static Draft s1Format(Draft draft) {
        String text = draft.prompt();
        boolean drawing = text.contains("[asy]");
        boolean odd = text.contains("![Image]")
                || PART.matcher(text).find()
                || BOLD_NUMBER.matcher(text).find();
        boolean dropped = drawing ? !draft.source().contains("AIME") : odd;
        return dropped && draft.defect() == null ? draft.defective("drawing, image or part") : draft;
    }

    // open-thoughts, math: pictures, answers within, and questions of several parts
    private static Draft openThoughtsMath(Draft draft) {
        String text = draft.prompt().toLowerCase(java.util.Locale.ROOT);
        boolean parts = text.startsWith("a)") && text.contains("b)");
        boolean dropped = parts || NO_PICTURES.stream().anyMatch(text::contains);
        return dropped && draft.defect() == null ? draft.defective("picture or several parts") : draft;
    }

    // AIME answers are written 025 in some copies and 25 in others, and so they are in solutions
    private static Draft leadingZeros(Draft draft) {
        boolean whole = draft.answer() instanceof AnswerKey.MathAnswer(String gold)
                && !gold.isEmpty()
                && gold.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!whole || !(draft.answer() instanceof AnswerKey.MathAnswer(String gold))) {
            return draft;
        }
        Draft mended = traces(
                draft,
                text -> text.contains("\\boxed{0") ? BOXED_ZEROS.matcher(text).replaceAll("\\\\boxed{") : text);
        return gold.startsWith("0")
                ? mended.withAnswer(new AnswerKey.MathAnswer(ZEROS.matcher(gold).replaceFirst("")))
                : mended;
    }
}
