package reason4j.learn.lora;

import java.util.List;
import reason4j.core.io.Json;
import reason4j.core.io.UserException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// PEFT's `adapter_config.json`, as far as it is computed here; the rest is refused.
///
/// @param rank r
/// @param alpha `lora_alpha`
/// @param rankStabilised whether alpha is divided by √r (`use_rslora`), not by r
/// @param targets `target_modules`, for people; which matrices there are, the weights say
record AdapterConfig(int rank, double alpha, boolean rankStabilised, List<String> targets) {

    double scale() {
        return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
    }

    static AdapterConfig fromJson(JsonNode json, String where) {
        String type = json.path("peft_type").asString("none");
        if (!type.equals("LORA")) {
            throw unsupported(where, "peft_type " + type);
        }
        for (String flag : List.of("use_dora", "lora_bias", "fan_in_fan_out", "use_qalora", "megatron_config")) {
            if (isSet(json.path(flag))) {
                throw unsupported(where, flag);
            }
        }
        for (String key : List.of(
                "rank_pattern",
                "alpha_pattern",
                "modules_to_save",
                "layer_replication",
                "trainable_token_indices",
                "target_parameters",
                "alora_invocation_tokens")) {
            if (isSet(json.path(key))) {
                throw unsupported(where, key);
            }
        }
        if (!json.path("bias").asString("none").equals("none")) {
            throw unsupported(where, "bias " + json.path("bias"));
        }
        if (!json.path("r").isIntegralNumber()
                || json.path("r").asInt() < 1
                || !json.path("lora_alpha").isNumber()) {
            throw UserException.data(where + ": r or lora_alpha is missing\n  fetch the adapter again");
        }
        JsonNode targets = json.path("target_modules");
        return new AdapterConfig(
                json.path("r").asInt(),
                json.path("lora_alpha").asDouble(),
                json.path("use_rslora").asBoolean(false),
                targets.isArray()
                        ? targets.valueStream().map(t -> t.asString("")).toList()
                        : List.of(targets.asString("")));
    }

    private static boolean isSet(JsonNode node) {
        return !(node.isMissingNode()
                || node.isNull()
                || (node.isBoolean() && !node.asBoolean())
                || (node.isContainer() && node.isEmpty()));
    }

    private static UserException unsupported(String where, String what) {
        return UserException.data(where + ": " + what + " is not supported\n  supported: LoRA with one rank on the"
                + " projections of attention and feed-forward, without biases; merge the adapter with PEFT");
    }

    /// What PEFT writes, with the base model's name.
    ObjectNode toJson(String base) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putObject("alpha_pattern");
        json.putNull("auto_mapping");
        json.put("base_model_name_or_path", base);
        json.put("bias", "none");
        json.put("fan_in_fan_out", false);
        json.put("inference_mode", true);
        json.put("init_lora_weights", true);
        json.putNull("layers_pattern");
        json.putNull("layers_to_transform");
        if (alpha == Math.rint(alpha)) {
            json.put("lora_alpha", (long) alpha);
        } else {
            json.put("lora_alpha", alpha);
        }
        json.put("lora_dropout", 0.0);
        json.putNull("modules_to_save");
        json.put("peft_type", "LORA");
        json.put("r", rank);
        json.putObject("rank_pattern");
        json.putNull("revision");
        targets.forEach(json.putArray("target_modules")::add);
        json.put("task_type", "CAUSAL_LM");
        json.put("use_dora", false);
        json.put("use_rslora", rankStabilised);
        return json;
    }
}
