package reason4j.verify.dialect;

import java.util.HashMap;
import java.util.Map;

/// LaTeX turned into plain text the way pylatexenc's `latex_to_text` does it, as far as answers need: fractions become
/// `a/b`, roots `sqrt(a)`, known symbols their letters; what is not known vanishes and leaves its arguments.
final class LatexAsText {

    /// Names and what becomes of them, in pairs.
    private static final Map<String, String> SYMBOLS = pairs("""
            pi pi infty inf cup U cdot * times * div ÷ pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ neq ≠ in ∈ notin ∉ cap ∩ to →
            sin sin cos cos tan tan log log ln ln max max min min lim lim exp exp arcsin arcsin arccos arccos
            arctan arctan sinh sinh cosh cosh tanh tanh inf inf sup sup int ∫ sum ∑ prod ∏
            alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν
            xi ξ rho ρ sigma σ tau τ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Sigma Σ
            Phi Φ Omega Ω emptyset ∅ varnothing ∅ setminus ∖ subset ⊂ subseteq ⊆ supset ⊃ forall ∀ exists ∃
            approx ≈ equiv ≡ cong ≅ sim ∼ angle ∠ circ ∘ prime ' ldots … dots … cdots ⋯ vdots ⋮ mid | parallel ∥
            perp ⊥ star ⋆ ast ∗ oplus ⊕ otimes ⊗ ell ℓ partial ∂ nabla ∇ rightarrow → leftarrow ← Rightarrow ⇒
            langle ⟨ rangle ⟩ vert | lvert | rvert | Vert ‖ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ ulcorner ⌜ urcorner ⌝
            llcorner ⌞ lrcorner ⌟ l ł o ø { { } } % % $ $ & & _ _ # #
            """);

    /// Commands that are blanks.
    private static final Map<String, String> BLANKS =
            Map.of("quad", "  ", "qquad", "    ", ",", " ", ";", " ", ":", " ", " ", " ", "\\", "\n");

    /// Accents, as characters that combine with what they stand on.
    private static final Map<String, String> ACCENTS =
            Map.of("bar", "\u0305", "vec", "\u20d7", "hat", "\u0302", "tilde", "\u0303", "dot", "\u0307");

    private static final int MAX_DEPTH = 60;

    private final String latex;
    private int at;
    private int depth;

    private LatexAsText(String latex) {
        this.latex = latex;
    }

    private static Map<String, String> pairs(String table) {
        String[] words = table.strip().split("\\s+");
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return Map.copyOf(pairs);
    }

    static String of(String latex) {
        String spaced =
                latex.replace("\\tfrac", "\\frac").replace("\\dfrac", "\\frac").replace("\\frac", " \\frac");
        LatexAsText reading = new LatexAsText(spaced);
        StringBuilder out = new StringBuilder();
        while (reading.at < spaced.length()) {
            reading.until(out, '\0');
        }
        return out.toString()
                .replace("√", "sqrt")
                .replace("π", "pi")
                .replace("∞", "inf")
                .replace("∪", "U")
                .replace("·", "*")
                .replace("×", "*")
                .strip();
    }

    /// Reads up to an unmatched closing brace (and past it), or to the end.
    private void until(StringBuilder out, char stop) {
        while (at < latex.length()) {
            char c = latex.charAt(at);
            if (c == '}') {
                at++;
                return;
            }
            if (c == stop) {
                at++;
                return;
            }
            node(out);
        }
    }

    private void node(StringBuilder out) {
        char c = latex.charAt(at);
        if (c == '\\') {
            command(out);
        } else if (c == '{') {
            at++;
            group(out, '\0');
        } else {
            at++;
            out.append(c == '~' ? '\u00a0' : c == '&' ? ' ' : c);
        }
    }

    private void group(StringBuilder out, char stop) {
        if (++depth > MAX_DEPTH) {
            at = latex.length();
        } else {
            until(out, stop);
        }
        depth--;
    }

    private void command(StringBuilder out) {
        String name = name();
        switch (name) {
            case "frac" -> out.append(argument()).append('/').append(argument());
            case "sqrt" -> {
                optional();
                out.append("√(").append(argument()).append(')');
            }
            case "begin", "end" -> out.append(bracket(argument(), name.equals("begin")));
            case String accent
            when ACCENTS.containsKey(accent) -> out.append(argument()).append(ACCENTS.get(accent));
            case String blank when BLANKS.containsKey(blank) -> out.append(BLANKS.get(blank));
            case String other -> out.append(SYMBOLS.getOrDefault(other, ""));
        }
    }

    private static String bracket(String environment, boolean opens) {
        return environment.endsWith("matrix") || environment.equals("array") ? (opens ? "[ " : " ]") : "";
    }

    /// The name of the command here; blanks after a name of letters belong to it.
    private String name() {
        int from = ++at;
        while (at < latex.length() && Character.isLetter(latex.charAt(at))) {
            at++;
        }
        if (at > from) {
            String name = latex.substring(from, at);
            skipBlanks();
            return name;
        }
        at = Math.min(at + 1, latex.length());
        return latex.substring(from, at);
    }

    private String argument() {
        skipBlanks();
        StringBuilder out = new StringBuilder();
        if (++depth > MAX_DEPTH) {
            at = latex.length();
        } else if (at < latex.length() && latex.charAt(at) != '}') {
            node(out);
        }
        depth--;
        return out.toString();
    }

    private void optional() {
        skipBlanks();
        if (at < latex.length() && latex.charAt(at) == '[') {
            at++;
            group(new StringBuilder(), ']');
        }
    }

    private void skipBlanks() {
        while (at < latex.length() && Character.isWhitespace(latex.charAt(at))) {
            at++;
        }
    }
}
