package reason4j.verify.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as Python's `float` reads them.
final class PythonNumbers {

    private static final Pattern FLOAT =
            Pattern.compile("\\s*[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,4})?\\s*");
    private static final Pattern THOUSANDS = Pattern.compile("([0-9]),([0-9]{3})(?=$|[^0-9])");
    private static final double NEAR = 1e-7;

    private PythonNumbers() {}

    /// A float that is an integer up to 10⁻⁷.
    static boolean isFloatOfInteger(String s) {
        if (!FLOAT.matcher(s).matches()) {
            return false;
        }
        double x = Double.parseDouble(s.strip());
        return !Double.isInfinite(x) && Math.abs(x - Math.rint(x)) <= NEAR;
    }

    /// The same, with thousands separated by commas.
    static boolean isInteger(String s) {
        return isFloatOfInteger(withoutThousands(s));
    }

    static String rounded(String s) {
        return integer(Math.rint(Double.parseDouble(s.strip())));
    }

    static String truncated(String s) {
        double x = Double.parseDouble(s.replace(",", "").strip());
        return integer(x < 0 ? Math.ceil(x) : Math.floor(x));
    }

    /// `1,234,567` without its commas; other commas stay.
    static String withoutThousands(String s) {
        String now = s;
        for (Matcher m = THOUSANDS.matcher(now); m.find(); m = THOUSANDS.matcher(now)) {
            now = m.replaceAll("$1$2");
        }
        return now;
    }

    private static String integer(double x) {
        return new BigDecimal(x).setScale(0, RoundingMode.UNNECESSARY).toPlainString();
    }
}
