package reason4j.verify.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reason4j.verify.math.MathPolicy;
import tools.jackson.databind.JsonNode;

/// The settings of a line: looked up in its `config` first, then beside `gold`. A setting in `config` must be of its
/// type; beside `gold`, where other people's columns stand too, one of another type is none of ours.
final class RowSettings {

    /// What `approx` alone allows besides the digits that a decimal shows: the tolerance that graders who round use.
    private static final double APPROX = 1e-4;
    /// What Math-Verify rounds to when nobody says anything; it says nothing here either.
    private static final int PRECISION_OF_NOBODY = 6;

    private static final int MAX_PRECISION = 50;

    /// A setting that cannot be followed.
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String message) {
            super(message, null, false, false);
        }
    }

    private final JsonNode row;
    private final @Nullable JsonNode config;

    RowSettings(JsonNode row) {
        this.row = row;
        JsonNode nested = row.get("config");
        this.config = nested != null && nested.isObject() ? nested : null;
    }

    /// A text or a number as text; null if absent.
    @Nullable
    String text(String name) {
        for (JsonNode place : places()) {
            JsonNode value = place.get(name);
            if (value != null && (value.isString() || value.isNumber())) {
                return value.asString();
            }
        }
        return null;
    }

    /// The policy that the settings make of another.
    MathPolicy policy(MathPolicy base) throws Misfit {
        MathPolicy policy = extraction(base);
        policy = policy.percent(percent(policy.percent()));
        if (flag("units", false)) {
            policy = policy.units(MathPolicy.Units.REQUIRED);
        }
        if (flag("ordered_list", false)) {
            policy = policy.orderedLists(true);
        }
        double tolerance = number("rel_tol", flag("approx", false) ? APPROX : 0, 1);
        double precision = number("precision", PRECISION_OF_NOBODY, MAX_PRECISION);
        policy = tolerance > 0 ? policy.relativeTolerance(tolerance) : policy;
        policy = policy.ownDigits(flag("approx", policy.ownDigits()));
        return precision == PRECISION_OF_NOBODY ? policy : policy.decimals((int) precision);
    }

    private MathPolicy extraction(MathPolicy base) throws Misfit {
        MathPolicy policy = base.afterThink(flag("after_think", base.afterThink()));
        String end = word("think_end");
        policy = end == null ? policy : policy.thinkEnd(end);
        policy = flag("bracket_answer", false) ? policy.bracketAnswer(true) : policy;
        String extractor = word("extractor");
        if (extractor != null && !extractor.equals("string")) {
            throw new Misfit("\"extractor\" must be \"string\", is \"" + extractor + "\"");
        }
        List<String> strings = words("strings");
        if (strings.isEmpty()) {
            return policy;
        }
        return policy.strings(strings).lowercase(flag("lowercase", false));
    }

    private MathPolicy.Percent percent(MathPolicy.Percent otherwise) throws Misfit {
        String word = word("percent");
        if (word == null) {
            return otherwise;
        }
        return switch (word) {
            case "strip" -> MathPolicy.Percent.STRIP;
            case "both" -> MathPolicy.Percent.BOTH;
            case "factor" -> MathPolicy.Percent.FACTOR;
            case String other ->
                throw new Misfit("\"percent\" must be \"factor\", \"strip\" or \"both\", is \"" + other + "\"");
        };
    }

    private boolean flag(String name, boolean otherwise) throws Misfit {
        JsonNode value = setting(name, "true or false", JsonNode::isBoolean);
        return value == null ? otherwise : value.asBoolean();
    }

    private double number(String name, double otherwise, double most) throws Misfit {
        JsonNode value = setting(
                name,
                "a number from 0 to " + most,
                node -> node.isNumber() && node.asDouble() >= 0 && node.asDouble() <= most);
        return value == null ? otherwise : value.asDouble();
    }

    private @Nullable String word(String name) throws Misfit {
        JsonNode value = setting(
                name, "a string", node -> node.isString() && !node.asString().isEmpty());
        return value == null ? null : value.asString();
    }

    private List<String> words(String name) throws Misfit {
        JsonNode value = setting(name, "a list of strings", RowSettings::isListOfStrings);
        List<String> words = new ArrayList<>();
        if (value != null) {
            value.forEach(word -> words.add(word.asString()));
        }
        return words;
    }

    private static boolean isListOfStrings(JsonNode node) {
        if (!node.isArray()) {
            return false;
        }
        for (JsonNode word : node) {
            if (!word.isString()) {
                return false;
            }
        }
        return true;
    }

    private interface Fits {
        boolean test(JsonNode node);
    }

    private @Nullable JsonNode setting(String name, String what, Fits fits) throws Misfit {
        JsonNode inConfig = config == null ? null : config.get(name);
        if (inConfig != null && !inConfig.isNull()) {
            if (!fits.test(inConfig)) {
                throw new Misfit("\"" + name + "\" in \"config\" must be " + what + ", is " + inConfig);
            }
            return inConfig;
        }
        JsonNode beside = row.get(name);
        return beside != null && fits.test(beside) ? beside : null;
    }

    private List<JsonNode> places() {
        return config == null ? List.of(row) : List.of(row, config);
    }
}
