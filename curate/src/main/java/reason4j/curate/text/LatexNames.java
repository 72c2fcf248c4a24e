package reason4j.curate.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What commands and symbols of mathematics mean in the canonical stream, and which only typeset.
final class LatexNames {

    static final Set<String> FRACTIONS = Set.of("frac", "dfrac", "tfrac", "cfrac");

    /// Commands of one to three letters that every LaTeX knows; others are an author's own.
    private static final Set<String> SHORT =
            Set.of(("sec csc cot deg det arg dim ker hom exp sup inf lim max min mod gcd"
                            + " lcm iff neg to in ni pi xi mu nu eta psi chi phi tau rho cup cap sum int ln log sin cos tan sgn"
                            + " le ge ne lt gt pm mp div rm bf it hat bar vec big par tg ctg lg ast cdot top bot not ll gg sim"
                            + " leq geq neq ell var aa ss o l i j r n z q c re im iint oint wp")
                    .split(" "));

    static final Set<String> ARGUMENT_IS_TYPESETTING =
            Set.of("begin", "end", "hspace", "vspace", "label", "color", "includegraphics", "tag", "ref");

    static final Set<String> TYPESETTING = Set.of(
            ("left right big bigg bigl bigr biggl biggr displaystyle textstyle scriptstyle quad qquad text textbf"
                            + " textit textrm textsf emph mathrm mathbf mathbb mathcal mathit mathsf mathfrak operatorname"
                            + " overline overarc wideparen widetilde underline mbox hbox limits nolimits cdot times ast circ degree ldots dots cdots"
                            + " vdots ddots vec hat bar tilde widehat overrightarrow overleftrightarrow rm bf it boxed item"
                            + " hline noindent par medskip smallskip bigskip newline lvert rvert vert mid"
                            + " lfloor rfloor lceil rceil langle rangle thinspace enspace space hfill centering binom dbinom"
                            + " tbinom choose mathop substack phantom bullet ensuremath cdotp lbrace rbrace dotsc dotsb dotsm dotso"
                            + " floor ceil abs norm set paren hdots")
                    .split(" "));

    /// Commands that are no English words: they stay commands where the backslash was lost.
    static final Set<String> NO_WORDS = Set.of(("frac dfrac tfrac cfrac leq leqslant geq geqslant neq cdot ldots cdots"
                    + " vdots ddots displaystyle textstyle mathrm mathbf mathbb mathcal mathfrak textbf textit textrm"
                    + " operatorname overline overrightarrow widehat underline lfloor rfloor lceil rceil langle rangle"
                    + " binom dbinom tbinom pmod bmod infty triangleq rightarrow longrightarrow varphi varepsilon qquad mbox"
                    + " lvert rvert hspace vspace includegraphics div quad")
            .split(" "));

    /// Commands that begin with n: any other `\\n…` is the end of a line and a word.
    static final Set<String> WITH_N = Set.of(("n nabla natural ncong ne nearrow neg neq newline nexists ngeq ngtr ni"
                    + " nleq nless nmid noindent nolimits nonumber normalsize not notag notin nparallel nsim nu null nwarrow")
            .split(" "));

    /// Signs written as words, which the other transcription leaves out or sets as a sign that is left out here.
    static final Set<String> SIGNS_IN_WORDS =
            Set.of("degree degrees percent dollar dollars floor bullet times".split(" "));

    /// Signs and numbers that are spoken as one word.
    static final Map<String, String> SPOKEN = Map.ofEntries(
            Map.entry("equals", "="),
            Map.entry("plus", "+"),
            Map.entry("minus", "-"),
            Map.entry("squared", "2"),
            Map.entry("cubed", "3"),
            Map.entry("third", "3"),
            Map.entry("fourth", "4"),
            Map.entry("fifth", "5"),
            Map.entry("sixth", "6"),
            Map.entry("seventh", "7"),
            Map.entry("eighth", "8"),
            Map.entry("ninth", "9"),
            Map.entry("tenth", "10"));

    /// Words that a dash joins to any term: `(n-1)-gon`.
    static final Set<String> JOINED = Set.of(
            "gon", "axis", "intercept", "coordinate", "digit", "sided", "element", "tuple", "term", "th", "fold");

    /// Endings of ordinal numbers in digits.
    static final Set<String> ENDINGS = Set.of("st", "nd", "rd", "th");

    static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("le", "<="),
            Map.entry("leq", "<="),
            Map.entry("leqslant", "<="),
            Map.entry("ge", ">="),
            Map.entry("geq", ">="),
            Map.entry("geqslant", ">="),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("ne", "!="),
            Map.entry("neq", "!="),
            Map.entry("pm", "+-"),
            Map.entry("div", "/"),
            Map.entry("over", "/"),
            Map.entry("varphi", "phi"),
            Map.entry("varepsilon", "epsilon"),
            Map.entry("vartheta", "theta"),
            Map.entry("bmod", "mod"),
            Map.entry("tg", "tan"),
            Map.entry("ctg", "cot"),
            Map.entry("arctg", "arctan"),
            Map.entry("arcctg", "arccot"),
            Map.entry("lg", "log"),
            Map.entry("ang", "angle"),
            Map.entry("tri", "triangle"),
            Map.entry("rr", "r"),
            Map.entry("zz", "z"),
            Map.entry("nn", "n"),
            Map.entry("qq", "q"),
            Map.entry("cc", "c"),
            Map.entry("ff", "f"),
            Map.entry("pmod", "mod"),
            Map.entry("bigcup", "cup"),
            Map.entry("bigcap", "cap"),
            Map.entry("bigtriangleup", "triangle"),
            Map.entry("parallel", "parallel"),
            Map.entry("rightarrow", "to"),
            Map.entry("longrightarrow", "to"),
            Map.entry("backslash", "setminus"),
            Map.entry("minus", "-"));

    /// Words that mean the same in a question.
    static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("determine", "find"),
            Map.entry("compute", "find"),
            Map.entry("calculate", "find"),
            Map.entry("smallest", "least"),
            Map.entry("minimum", "least"),
            Map.entry("minimal", "least"),
            Map.entry("lowest", "least"),
            Map.entry("largest", "greatest"),
            Map.entry("maximum", "greatest"),
            Map.entry("maximal", "greatest"),
            Map.entry("biggest", "greatest"),
            Map.entry("highest", "greatest"),
            Map.entry("distinct", "different"),
            Map.entry("infinity", "infty"),
            Map.entry("tg", "tan"),
            Map.entry("ctg", "cot"),
            Map.entry("arctg", "arctan"),
            Map.entry("denotes", "denote"),
            Map.entry("successive", "consecutive"),
            Map.entry("bigger", "greater"),
            Map.entry("tossed", "flipped"),
            Map.entry("colored", "coloured"),
            Map.entry("center", "centre"));

    static final Map<Character, String> SYMBOLS = symbols();

    private static final Set<String> OTHERS = Set.of(("sqrt sum prod int log ln sin cos tan pi alpha beta gamma delta"
                    + " theta lambda mu rho sigma tau phi omega epsilon angle triangle perp in cap cup subset subseteq to"
                    + " equiv sim cong approx infty mod gcd lim max min mathbb quad circ degree")
            .split(" "));

    private LatexNames() {}

    /// Whether a command is short and no LaTeX of its own: an author's name for something that is typeset.
    static boolean own(String name) {
        return name.length() <= 3 && !SHORT.contains(name) && !known(name);
    }

    /// Whether there is a command of this name, in small letters.
    static boolean known(String name) {
        return FRACTIONS.contains(name)
                || ARGUMENT_IS_TYPESETTING.contains(name)
                || TYPESETTING.contains(name)
                || MEANINGS.containsKey(name)
                || OTHERS.contains(name);
    }

    private static Map<Character, String> symbols() {
        Map<Character, String> symbols = new HashMap<>();
        for (String same : "+ - / = < > !".split(" ")) {
            symbols.put(same.charAt(0), same);
        }
        String[] pairs =
                ("− - ‐ - ‑ - ≤ <= ⩽ <= ≥ >= ⩾ >= ≠ != ± +- ÷ / ⁄ / ∕ / √ sqrt π pi α alpha β beta γ gamma δ delta"
                                + " ε epsilon θ theta λ lambda μ mu ρ rho σ sigma τ tau φ phi ϕ phi ω omega Ω omega Δ delta Σ sum"
                                + " Γ gamma ∑ sum ∏ prod ∫ int ∞ infty ∠ angle △ triangle ∆ triangle ⊥ perp ∥ parallel ∈ in ∩ cap"
                                + " ∪ cup ⊂ subset ⊆ subseteq → to ≡ equiv ∼ sim ≅ cong ≈ approx ⁰ 0 ¹ 1 ² 2 ³ 3 ⁴ 4 ⁵ 5 ⁶ 6 ⁷ 7"
                                + " ⁸ 8 ⁹ 9 ₀ 0 ₁ 1 ₂ 2 ₃ 3 ₄ 4 ₅ 5 ₆ 6 ₇ 7 ₈ 8 ₉ 9")
                        .split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            symbols.put(pairs[i].charAt(0), pairs[i + 1]);
        }
        symbols.put('½', "1/2");
        symbols.put('¼', "1/4");
        symbols.put('¾', "3/4");
        return Map.copyOf(symbols);
    }
}
