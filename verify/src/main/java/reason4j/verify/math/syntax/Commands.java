package reason4j.verify.math.syntax;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commands by what is done with them: accents over a letter, texts, fonts and sizes that mean nothing, blanks.
final class Commands {

    static final Set<String> ACCENTS = words("""
            overline bar vec hat tilde dot ddot widehat widetilde overrightarrow underline overleftrightarrow
            mathring check breve arc overarc wideparen
            """);

    static final Set<String> TEXTS = words("""
            text textbf textit textrm textnormal texttt textsf mbox hbox mathrm mathit operatorname rm mathsf
            mathtt textup emph textsc mathsc
            """);

    static final Set<String> FONTS = words("""
            mathbf boldsymbol bm mathcal mathscr mathfrak displaystyle textstyle scriptstyle limits nolimits bf
            it large Large small pmb ensuremath variable nonumber notag mathord mathop mathrel mathbin tiny Bigl
            Bigr strut
            """);

    static final Set<String> SPACES = words("""
            quad qquad hspace thinspace medspace thickspace enspace hfill newline hline allowbreak negthinspace
            centering phantom hphantom vphantom color textcolor
            """);

    static final Set<String> SIZES = words("""
            left right mleft mright big Big bigg Bigg bigl bigr biggl biggr Biggl Biggr middle
            """);

    static final Set<String> OTHERS = words("""
            frac dfrac tfrac cfrac sfrac nicefrac sqrt binom dbinom tbinom choose boxed fbox cdot times div ast
            pm mp infty infinity oo circ degree prime mod bmod pmod pod cup cap bigcup bigcap setminus backslash
            sum prod int lim iint oint emptyset varnothing mathbb Bbb begin end vert lvert rvert Vert lVert
            rVert lbrace rbrace lbrack rbrack lgroup rgroup lparen rparen langle rangle lfloor rfloor lceil
            rceil llcorner lrcorner ulcorner urcorner and or land lor wedge vee neg lnot ldots cdots dots vdots
            angle triangle square percent exponentialE imaginaryI imath jmath char colon operatornamewithlimits
            not top intercal cis therefore because forall exists star bigcirc dagger lnapprox textdegree pounds
            euro dollar textdollar cent to gets Box checkmark blacksquare qed substack over atop underbrace
            overbrace stackrel overset underset cancel ne measuredangle nmid odot oplus otimes det dim ker deg
            tr inf sup Pr hom rank framebox yen rupee uparrow
            """);

    /// No command is longer.
    private static final int LONGEST_NAME = 24;

    private Commands() {}

    private static Set<String> words(String text) {
        return Vocabulary.words(text);
    }

    static boolean known(String name) {
        return Vocabulary.FUNCTIONS.containsKey(name)
                || Vocabulary.LISTED.containsKey(name)
                || Vocabulary.RELATIONS.containsKey(name)
                || Vocabulary.GREEK.contains(name)
                || Vocabulary.VARIANTS.containsKey(name)
                || ACCENTS.contains(name)
                || TEXTS.contains(name)
                || FONTS.contains(name)
                || SPACES.contains(name)
                || SIZES.contains(name)
                || OTHERS.contains(name);
    }

    /// The longest known command that a name without a blank after it begins with, as in `\cdotx`; null for none.
    static @Nullable String prefix(String name) {
        for (int n = Math.min(LONGEST_NAME, name.length() - 1); n >= 2; n--) {
            if (known(name.substring(0, n))) {
                return name.substring(0, n);
            }
        }
        return null;
    }
}
