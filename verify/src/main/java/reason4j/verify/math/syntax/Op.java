package reason4j.verify.math.syntax;

/// What a [Node.Call] does with its arguments.
public enum Op {
    ADD,
    MUL,
    DIV,
    NEG,
    POW,
    /// Radicand, degree.
    ROOT,
    /// One argument: both signs of it. Two: their sum and difference.
    PM,
    /// As [#PM] with the lower sign first.
    MP,
    ABS,
    FACTORIAL,
    DOUBLE_FACTORIAL,
    FLOOR,
    CEIL,
    BINOMIAL,
    GCD,
    LCM,
    MAX,
    MIN,
    MOD,
    SIN,
    COS,
    TAN,
    COT,
    SEC,
    CSC,
    ASIN,
    ACOS,
    ATAN,
    ACOT,
    ASEC,
    ACSC,
    SINH,
    COSH,
    TANH,
    COTH,
    ASINH,
    ACOSH,
    ATANH,
    LN,
    /// Logarithm without a stated base: natural or decimal.
    LOG,
    /// Logarithm: argument, base.
    LOG_BASE,
    EXP,
    RE,
    IM,
    CONJUGATE,
    ARG,
    /// A number of degrees.
    DEGREES,
    PERCENT,
    /// A quantity: value, [Node.Words] with the canonical unit.
    UNIT,
    /// A named function applied: name, arguments.
    APPLY,
    /// Residue class: residue, modulus.
    CLASS,
    UNION,
    INTERSECTION,
    DIFFERENCE,
    /// A ratio of two or more.
    RATIO,
    /// Logical negation of a relation.
    NOT,
    TRANSPOSE,
    /// The determinant of a matrix.
    DET
}
