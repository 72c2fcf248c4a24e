package reason4j.verify.math.syntax;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/// Unicode mathematics in ASCII and LaTeX: `½π²` is `\frac{1}{2}\pi ^{2}`. Marks that cannot be seen vanish.
public final class Unicode {

    private static final Map<Character, String> MAP = new HashMap<>();

    private static void each(String from, String... to) {
        for (int i = 0; i < from.length(); i++) {
            MAP.put(from.charAt(i), to[i]);
        }
    }

    static {
        each("∠△∘º˚", "\\angle ", "\\triangle ", "^{\\circ}", "^{\\circ}", "^{\\circ}");
        for (char c : "−–—﹣－‐‑‒".toCharArray()) {
            MAP.put(c, "-");
        }
        for (char c : "×⋅·∙•⨯✕".toCharArray()) {
            MAP.put(c, "\\cdot ");
        }
        each("÷∕⁄／", "/", "/", "/", "/");
        each(
                "≤≦⩽≥≧⩾≠≈≡∼≅",
                "\\le ",
                "\\le ",
                "\\le ",
                "\\ge ",
                "\\ge ",
                "\\ge ",
                "\\ne ",
                "\\approx ",
                "\\equiv ",
                "\\sim ",
                "\\cong ");
        each(
                "∈∉⊂⊆⊃⊇∪∩∖∅",
                "\\in ",
                "\\notin ",
                "\\subset ",
                "\\subseteq ",
                "\\supset ",
                "\\supseteq ",
                "\\cup ",
                "\\cap ",
                "\\setminus ",
                "\\emptyset ");
        each(
                "∞±∓√∛∜°∑∏∫→⇒∣‖¬",
                "\\infty ",
                "\\pm ",
                "\\mp ",
                "\\sqrt ",
                "\\sqrt[3]",
                "\\sqrt[4]",
                "^{\\circ}",
                "\\sum ",
                "\\prod ",
                "\\int ",
                "\\to ",
                "\\Rightarrow ",
                "\\mid ",
                "\\|",
                "\\neg ");
        each("⌊⌋⌈⌉⟨⟩", "\\lfloor ", "\\rfloor ", "\\lceil ", "\\rceil ", "\\langle ", "\\rangle ");
        each(
                "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
                "\\frac{1}{2}",
                "\\frac{1}{3}",
                "\\frac{2}{3}",
                "\\frac{1}{4}",
                "\\frac{3}{4}",
                "\\frac{1}{5}",
                "\\frac{2}{5}",
                "\\frac{3}{5}",
                "\\frac{4}{5}",
                "\\frac{1}{6}",
                "\\frac{5}{6}",
                "\\frac{1}{8}",
                "\\frac{3}{8}",
                "\\frac{5}{8}",
                "\\frac{7}{8}");
        each("ℝℤℕℚℂ", "\\mathbb{R}", "\\mathbb{Z}", "\\mathbb{N}", "\\mathbb{Q}", "\\mathbb{C}");
        each(
                "αβγδεζηθικλμνξπρστυφχψω",
                "\\alpha ",
                "\\beta ",
                "\\gamma ",
                "\\delta ",
                "\\epsilon ",
                "\\zeta ",
                "\\eta ",
                "\\theta ",
                "\\iota ",
                "\\kappa ",
                "\\lambda ",
                "\\mu ",
                "\\nu ",
                "\\xi ",
                "\\pi ",
                "\\rho ",
                "\\sigma ",
                "\\tau ",
                "\\upsilon ",
                "\\phi ",
                "\\chi ",
                "\\psi ",
                "\\omega ");
        each(
                "ΓΔΘΛΞΠΣΦΨΩϕ",
                "\\Gamma ",
                "\\Delta ",
                "\\Theta ",
                "\\Lambda ",
                "\\Xi ",
                "\\Pi ",
                "\\Sigma ",
                "\\Phi ",
                "\\Psi ",
                "\\Omega ",
                "\\phi ");
        each(
                "，；：（）［］｛｝．％＝＋＜＞｜、。′’＄",
                ",",
                ";",
                ":",
                "(",
                ")",
                "[",
                "]",
                "\\{",
                "\\}",
                ".",
                "\\%",
                "=",
                "+",
                "<",
                ">",
                "|",
                ",",
                ".",
                "'",
                "'",
                "$");
        MAP.put('″', "\"");
        each("¢€£¥₹￥", "\\cent ", "\\euro ", "\\pounds ", "\\yen ", "\\rupee ", "\\yen ");
        for (char c = '０'; c <= '９'; c++) {
            MAP.put(c, String.valueOf((char) ('0' + c - '０')));
        }
        for (char c = 'Ａ'; c <= 'Ｚ'; c++) {
            MAP.put(c, String.valueOf((char) ('A' + c - 'Ａ')));
            MAP.put((char) (c + 32), String.valueOf((char) ('a' + c - 'Ａ')));
        }
        for (char c : "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000".toCharArray()) {
            MAP.put(c, " ");
        }
        for (char c : "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
                .toCharArray()) {
            MAP.put(c, "");
        }
    }

    private static final String SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ";
    private static final String SUPER_ASCII = "0123456789+-()ni";
    private static final String SUB = "₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢₓ";
    private static final String SUB_ASCII = "0123456789+-nix";

    private static final String SUPER_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUB_DIGITS = "₀₁₂₃₄₅₆₇₈₉";
    private static final int FIRST_STYLED = 0x1D400;
    private static final int LAST_STYLED = 0x1D7FF;

    private Unicode() {}

    /// The same mathematics with ASCII and LaTeX commands; characters that mean nothing here stay.
    public static String toLatex(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 128) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 32).append(text, 0, i);
        while (i < text.length()) {
            char c = text.charAt(i);
            if (styled(text, i)) {
                out.append(Normalizer.normalize(text.substring(i, i + 2), Normalizer.Form.NFKC));
                i += 2;
                continue;
            }
            int fraction = fraction(text, i, out);
            if (fraction > i) {
                i = fraction;
                continue;
            }
            if (rooted(text, i)) {
                out.append("\\sqrt[")
                        .append(SUPER_ASCII.charAt(SUPER.indexOf(c)))
                        .append(']');
                i += 2;
                continue;
            }
            int script = scripts(text, i, SUPER, SUPER_ASCII, "^{", out);
            if (script == i) {
                script = scripts(text, i, SUB, SUB_ASCII, "_{", out);
            }
            if (script > i) {
                i = script;
                continue;
            }
            String mapped = c < 128 ? null : MAP.get(c);
            if (mapped == null) {
                out.append(c);
            } else {
                out.append(mapped);
            }
            i++;
        }
        return out.toString();
    }

    /// Whether a letter or digit of the mathematical alphabets stands here, as a bold or an italic one.
    private static boolean styled(String text, int i) {
        if (!Character.isHighSurrogate(text.charAt(i))) {
            return false;
        }
        int point = text.codePointAt(i);
        return point >= FIRST_STYLED && point <= LAST_STYLED;
    }

    /// `⁷⁄₃`: raised digits over lowered ones. Gives where it ends, or `from` where there is none.
    private static int fraction(String text, int from, StringBuilder out) {
        int slash = from;
        while (slash < text.length() && SUPER_DIGITS.indexOf(text.charAt(slash)) >= 0) {
            slash++;
        }
        if (slash == from || slash + 1 >= text.length() || "/⁄∕".indexOf(text.charAt(slash)) < 0) {
            return from;
        }
        int end = slash + 1;
        while (end < text.length() && SUB_DIGITS.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        if (end == slash + 1) {
            return from;
        }
        out.append("\\frac{");
        text.substring(from, slash).chars().forEach(c -> out.append(SUPER_DIGITS.indexOf(c)));
        out.append("}{");
        text.substring(slash + 1, end).chars().forEach(c -> out.append(SUB_DIGITS.indexOf(c)));
        out.append('}');
        return end;
    }

    /// Whether a small digit here is the degree of the root after it, as in `³√8`.
    private static boolean rooted(String text, int i) {
        boolean degree = "²³⁴⁵⁶⁷⁸⁹".indexOf(text.charAt(i)) >= 0 && text.startsWith("√", i + 1);
        return degree && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)) && text.charAt(i - 1) != ')');
    }

    private static int scripts(String text, int from, String script, String ascii, String open, StringBuilder out) {
        int i = from;
        while (i < text.length() && script.indexOf(text.charAt(i)) >= 0) {
            out.append(i == from ? open : "").append(ascii.charAt(script.indexOf(text.charAt(i))));
            i++;
        }
        if (i > from) {
            out.append('}');
        }
        return i;
    }
}
