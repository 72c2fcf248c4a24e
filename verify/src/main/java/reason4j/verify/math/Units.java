package reason4j.verify.math;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Units of measurement by one name each: `sq. centimeters` is `cm^2`. A word that is no known unit stands for itself
/// in the singular.
final class Units {

    private static final Map<String, String> NAMES = new HashMap<>();

    private static void name(String unit, String... names) {
        NAMES.put(unit, unit);
        for (String name : names) {
            NAMES.put(name, unit);
        }
    }

    static {
        name("m", "meter", "metre", "米");
        name("cm", "centimeter", "centimetre", "厘米");
        name("mm", "millimeter", "millimetre", "毫米");
        name("dm", "decimeter", "decimetre", "分米");
        name("km", "kilometer", "kilometre", "千米", "公里");
        name("ft", "foot", "feet");
        name("in", "inch");
        name("yd", "yard");
        name("mi", "mile");
        name("g", "gram", "克");
        name("kg", "kilogram", "千克", "公斤");
        name("mg", "milligram");
        name("lb", "pound");
        name("oz", "ounce");
        name("t", "ton", "tonne", "吨");
        name("l", "liter", "litre", "升");
        name("ml", "milliliter", "millilitre", "毫升");
        name("gal", "gallon");
        name("qt", "quart");
        name("pt", "pint");
        name("s", "sec", "second", "秒");
        name("min", "minute", "分钟");
        name("h", "hr", "hour", "小时");
        name("day", "天");
        name("week", "周");
        name("month", "个月");
        name("year", "yr", "年");
        name("dollar", "usd", "buck", "美元");
        name("cent");
        name("yuan", "rmb", "cny", "元", "yen", "jpy", "日元");
        name("rupee", "inr");
        name("euro", "eur");
        name("mi/h", "mph");
        name("km/h", "kph", "kmh");
        name("degree", "deg", "度");
        name("rad", "radian");
        name("am", "a.m", "a.m.");
        name("pm", "p.m", "p.m.");
        name("hz", "hertz");
        name("j", "joule");
        name("w", "watt");
        name("n", "newton");
        name("v", "volt");
        name("ohm", "\\omega", "ω");
        name("k", "kelvin");
        name("mol", "mole");
        name("person", "people", "人");
        name("child", "children");
        name("unit", "单位");
    }

    private static final Set<String> LENGTHS = Set.of("m", "cm", "mm", "dm", "km", "ft", "in", "yd", "mi");

    private static final Pattern COMMANDS = Pattern.compile("\\\\(cdot|times|,|!|;|text|mathrm)");
    private static final Pattern RAISED = Pattern.compile("\\^\\s?\\{?\\s?(-?\\d{1,2})\\s?\\}?");
    private static final Pattern DIVIDES = Pattern.compile("(\\S+)\\^-(\\d+)");
    private static final Pattern BRACKETS = Pattern.compile("[{}()~$]");
    private static final Pattern PARTS = Pattern.compile("[\\s·*]+|(?<=/)|(?=/)|(?=\\^)");
    private static final String MARKS = ".,;:!";

    private static final Set<String> NOISE = Set.of(
            "of", "the", "a", "an", "in", "st", "nd", "rd", "th", "total", "each", "exactly", "approximately", "about");

    private Units() {}

    /// The canonical name of a unit as it was written.
    static String canonical(String text) {
        String lower = Texts.lower(text)
                .replace("cubed", "^3")
                .replace("squared", "^2")
                .replace("²", "^2")
                .replace("³", "^3")
                .replace("平方", "平方 ")
                .replace("立方", "立方 ")
                .replace(" per ", "/");
        lower = RAISED.matcher(lower).replaceAll("^$1");
        lower = BRACKETS.matcher(COMMANDS.matcher(lower).replaceAll(" ")).replaceAll(" ");
        StringBuilder out = new StringBuilder();
        String power = "";
        String[] words = PARTS.split(lower.strip());
        for (int k = 0; k < words.length; k++) {
            String clean = unmarked(words[k]);
            if (clean.equals("square") || clean.equals("sq") || clean.equals("平方")) {
                power = "^2";
            } else if (clean.equals("cubic") || clean.equals("cu") || clean.equals("立方")) {
                power = "^3";
            } else if (clean.startsWith("^") || clean.equals("/")) {
                out.append(clean);
            } else if (!clean.isEmpty() && !noise(clean, words, k) && !clean.equals("-")) {
                boolean joined = out.isEmpty() || out.charAt(out.length() - 1) == '/';
                out.append(joined ? "" : " ").append(word(clean)).append(power);
                power = "";
            }
        }
        return divided(out.toString().strip());
    }

    /// `m s^-1` as `m/s`.
    private static String divided(String unit) {
        if (unit.indexOf("^-") < 0 || unit.indexOf('/') >= 0) {
            return unit;
        }
        StringBuilder above = new StringBuilder();
        StringBuilder below = new StringBuilder();
        for (String part : unit.split(" ")) {
            Matcher divides = DIVIDES.matcher(part);
            if (divides.matches()) {
                String power = divides.group(2).equals("1") ? "" : "^" + divides.group(2);
                below.append('/').append(divides.group(1)).append(power);
            } else {
                above.append(above.isEmpty() ? "" : " ").append(part);
            }
        }
        return above.append(below).toString();
    }

    /// Without punctuation at the ends.
    private static String unmarked(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && MARKS.indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && MARKS.indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        return word.substring(from, to);
    }

    /// Whether a word adds nothing; `in` is the inch where no word follows it.
    private static boolean noise(String word, String[] words, int at) {
        boolean last = at == words.length - 1 || words[at + 1].startsWith("^") || words[at + 1].equals("/");
        return NOISE.contains(word) && !(word.equals("in") && last);
    }

    private static String word(String word) {
        String known = NAMES.get(word);
        if (known != null) {
            return known;
        }
        String single = singular(word);
        return NAMES.getOrDefault(single, single);
    }

    private static String singular(String word) {
        if (word.length() > 3 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.length() > 4 && (word.endsWith("ches") || word.endsWith("shes") || word.endsWith("xes"))) {
            return word.substring(0, word.length() - 2);
        }
        boolean plural = word.length() > 2 && word.endsWith("s") && !word.endsWith("ss");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    /// Whether two canonical units may stand for one another: the same, or one more detailed in words, or one of them
    /// the bare word "unit".
    static boolean agree(String a, String b) {
        if (a.equals(b) || a.isEmpty() || b.isEmpty()) {
            return true;
        }
        if (bare(a) || bare(b)) {
            return dimension(a) == 0 || dimension(b) == 0 || dimension(a) == dimension(b);
        }
        return a.startsWith(b + " ") || b.startsWith(a + " ");
    }

    /// 1 for a length, 2 for an area and 3 for a volume in squares and cubes of lengths, 0 for anything else and for
    /// the
    /// word "unit", which may count whatever is asked for.
    private static int dimension(String unit) {
        int mark = unit.indexOf('^');
        String base = mark < 0 ? unit : unit.substring(0, mark);
        if (!LENGTHS.contains(base) && !(base.equals("unit") && mark >= 0)) {
            return 0;
        }
        return mark < 0 ? 1 : unit.endsWith("^2") ? 2 : unit.endsWith("^3") ? 3 : 0;
    }

    private static boolean bare(String unit) {
        return unit.equals("unit") || unit.equals("unit^2") || unit.equals("unit^3");
    }

    static boolean known(String word) {
        return NAMES.containsKey(Texts.lower(word)) || NAMES.containsKey(singular(Texts.lower(word)));
    }
}
