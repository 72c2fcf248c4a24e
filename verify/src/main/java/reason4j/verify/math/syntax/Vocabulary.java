package reason4j.verify.math.syntax;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions, relations and letters the parser knows; other commands are in [Commands].
final class Vocabulary {

    static final Map<String, Op> FUNCTIONS = Map.ofEntries(
            Map.entry("sin", Op.SIN),
            Map.entry("cos", Op.COS),
            Map.entry("tan", Op.TAN),
            Map.entry("tg", Op.TAN),
            Map.entry("cot", Op.COT),
            Map.entry("ctg", Op.COT),
            Map.entry("sec", Op.SEC),
            Map.entry("csc", Op.CSC),
            Map.entry("cosec", Op.CSC),
            Map.entry("arcsin", Op.ASIN),
            Map.entry("asin", Op.ASIN),
            Map.entry("arccos", Op.ACOS),
            Map.entry("acos", Op.ACOS),
            Map.entry("arctan", Op.ATAN),
            Map.entry("arctg", Op.ATAN),
            Map.entry("atan", Op.ATAN),
            Map.entry("arccot", Op.ACOT),
            Map.entry("arcsec", Op.ASEC),
            Map.entry("arccsc", Op.ACSC),
            Map.entry("sinh", Op.SINH),
            Map.entry("cosh", Op.COSH),
            Map.entry("tanh", Op.TANH),
            Map.entry("coth", Op.COTH),
            Map.entry("arsinh", Op.ASINH),
            Map.entry("arcsinh", Op.ASINH),
            Map.entry("asinh", Op.ASINH),
            Map.entry("arcosh", Op.ACOSH),
            Map.entry("arccosh", Op.ACOSH),
            Map.entry("acosh", Op.ACOSH),
            Map.entry("artanh", Op.ATANH),
            Map.entry("arctanh", Op.ATANH),
            Map.entry("atanh", Op.ATANH),
            Map.entry("ln", Op.LN),
            Map.entry("log", Op.LOG),
            Map.entry("lg", Op.LOG),
            Map.entry("exp", Op.EXP),
            Map.entry("cis", Op.EXP),
            Map.entry("arg", Op.ARG),
            Map.entry("Re", Op.RE),
            Map.entry("Im", Op.IM));

    /// Functions that need their arguments in brackets.
    static final Map<String, Op> LISTED = Map.of(
            "gcd", Op.GCD,
            "lcm", Op.LCM,
            "max", Op.MAX,
            "min", Op.MIN,
            "floor", Op.FLOOR,
            "ceil", Op.CEIL,
            "ceiling", Op.CEIL,
            "abs", Op.ABS);

    static final Map<String, Op> INVERSES = Map.ofEntries(
            Map.entry("sin", Op.ASIN),
            Map.entry("cos", Op.ACOS),
            Map.entry("tan", Op.ATAN),
            Map.entry("cot", Op.ACOT),
            Map.entry("sec", Op.ASEC),
            Map.entry("csc", Op.ACSC),
            Map.entry("sinh", Op.ASINH),
            Map.entry("cosh", Op.ACOSH),
            Map.entry("tanh", Op.ATANH));

    static final Map<String, Node.Rel> RELATIONS = Map.ofEntries(
            Map.entry("le", Node.Rel.LE),
            Map.entry("leq", Node.Rel.LE),
            Map.entry("leqslant", Node.Rel.LE),
            Map.entry("leqq", Node.Rel.LE),
            Map.entry("ge", Node.Rel.GE),
            Map.entry("geq", Node.Rel.GE),
            Map.entry("geqslant", Node.Rel.GE),
            Map.entry("geqq", Node.Rel.GE),
            Map.entry("lt", Node.Rel.LT),
            Map.entry("gt", Node.Rel.GT),
            Map.entry("ne", Node.Rel.NE),
            Map.entry("neq", Node.Rel.NE),
            Map.entry("approx", Node.Rel.APPROX),
            Map.entry("approxeq", Node.Rel.APPROX),
            Map.entry("doteq", Node.Rel.APPROX),
            Map.entry("simeq", Node.Rel.APPROX),
            Map.entry("in", Node.Rel.IN),
            Map.entry("notin", Node.Rel.NOT_IN),
            Map.entry("subset", Node.Rel.SUBSET),
            Map.entry("subseteq", Node.Rel.SUBSET),
            Map.entry("supset", Node.Rel.SUPERSET),
            Map.entry("supseteq", Node.Rel.SUPERSET),
            Map.entry("equiv", Node.Rel.CONGRUENT),
            Map.entry("to", Node.Rel.TO),
            Map.entry("rightarrow", Node.Rel.TO),
            Map.entry("mapsto", Node.Rel.TO),
            Map.entry("longrightarrow", Node.Rel.TO),
            Map.entry("Longrightarrow", Node.Rel.TO),
            Map.entry("Rightarrow", Node.Rel.OTHER),
            Map.entry("implies", Node.Rel.OTHER),
            Map.entry("iff", Node.Rel.OTHER),
            Map.entry("Leftrightarrow", Node.Rel.OTHER),
            Map.entry("mid", Node.Rel.DIVIDES),
            Map.entry("sim", Node.Rel.OTHER),
            Map.entry("cong", Node.Rel.OTHER),
            Map.entry("propto", Node.Rel.OTHER),
            Map.entry("parallel", Node.Rel.OTHER),
            Map.entry("perp", Node.Rel.OTHER));

    static final Set<String> GREEK = words("""
            alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
            phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar partial nabla
            aleph
            """);

    /// Words without a backslash that mean a command.
    static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("sqrt", "sqrt"),
            Map.entry("pi", "pi"),
            Map.entry("Pi", "pi"),
            Map.entry("infinity", "infty"),
            Map.entry("infty", "infty"),
            Map.entry("inf", "infty"),
            Map.entry("Infinity", "infty"),
            Map.entry("oo", "infty"),
            Map.entry("and", "and"),
            Map.entry("or", "or"),
            Map.entry("OR", "or"),
            Map.entry("AND", "and"),
            Map.entry("mod", "mod"),
            Map.entry("cup", "cup"),
            Map.entry("union", "cup"),
            Map.entry("U", "cup"),
            Map.entry("theta", "theta"),
            Map.entry("alpha", "alpha"),
            Map.entry("beta", "beta"),
            Map.entry("gamma", "gamma"),
            Map.entry("lambda", "lambda"),
            Map.entry("phi", "phi"),
            Map.entry("omega", "omega"),
            Map.entry("percent", "percent"),
            Map.entry("pct", "percent"),
            Map.entry("degrees", "degree"),
            Map.entry("degree", "degree"),
            Map.entry("deg", "degree"),
            Map.entry("choose", "choose"),
            Map.entry("pm", "pm"),
            Map.entry("emptyset", "emptyset"));

    /// Commands that no factor begins with.
    static final Set<String> NO_FACTORS = words("""
            cdot times ast div mod bmod pmod pod pm mp cup cap bigcup bigcap setminus backslash land lor wedge vee
            rparen rgroup rbrace rbrack rangle rfloor rceil lrcorner urcorner end \\ choose over neg lnot not colon
            dollar textdollar euro pounds yen rupee cent uparrow circ degree textdegree percent prime therefore
            """);

    /// Commands of one meaning by one name.
    static final Map<String, String> VARIANTS = Map.of(
            "varphi",
            "phi",
            "varepsilon",
            "epsilon",
            "vartheta",
            "theta",
            "varrho",
            "rho",
            "varsigma",
            "sigma",
            "surd",
            "sqrt");

    private Vocabulary() {}

    /// The command that a word joining two answers means, or null.
    static @Nullable String conjunction(String word) {
        return switch (word) {
            case "or", "或", "或者" -> "or";
            case "and", "和", "与", "及", "且" -> "and";
            default -> null;
        };
    }

    /// The words of a text.
    static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    static boolean functionWord(String word) {
        return word.length() > 1
                && (PLAIN.containsKey(word)
                        || LISTED.containsKey(word)
                        || FUNCTIONS.containsKey(word) && !word.equals("Re") && !word.equals("Im"));
    }
}
