package reason4j.learn.text.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reason4j.learn.text.Encoding;
import reason4j.learn.text.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keeps special tokens that stand in messages from becoming tokens: a mark is put into each before rendering and taken
/// out after, so that what the template itself wrote can be told from what it was given.
final class Guard {

    /// A character of no text.
    private static final char MARK = '\uFDD2';

    /// Some vocabularies call these special; in what the assistant wrote they are the reasoning's own bounds.
    private static final Set<String> REASONING = Set.of("<think>", "</think>");

    private final Tokenizer tokenizer;

    Guard(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    JsonNode guarded(JsonNode node) {
        return guarded(node, false);
    }

    private JsonNode guarded(JsonNode node, boolean ofAssistant) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(guarded(node.asString(), ofAssistant));
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(guarded(item, ofAssistant)));
            return copy;
        }
        if (node.isObject()) {
            boolean assistant = ofAssistant || node.path("role").asString("").equals("assistant");
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                copy.set(guarded(entry.getKey(), false), guarded(entry.getValue(), assistant));
            }
            return copy;
        }
        return node;
    }

    private String guarded(String text, boolean ofAssistant) {
        String clean = text.replace(MARK, '\uFFFD');
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (Tokenizer.Occurrence special : tokenizer.specialsIn(clean)) {
            boolean kept = ofAssistant && REASONING.contains(clean.substring(special.start(), special.end()));
            if (!kept) {
                result.append(clean, from, special.start() + 1).append(MARK);
                from = special.start() + 1;
            }
        }
        return result.append(clean, from, clean.length()).toString();
    }

    EncodedChat encode(Rendered rendered) {
        String marked = rendered.text();
        Rendered clean = withoutMarks(rendered);
        Encoding encoding = clean.text().length() == marked.length()
                ? tokenizer.encodeMarkupWithOffsets(marked)
                : bySections(marked);
        return new EncodedChat(clean.text(), encoding.ids(), assistant(encoding, clean.assistantSpans()));
    }

    private static Rendered withoutMarks(Rendered rendered) {
        String marked = rendered.text();
        List<Span> spans = new ArrayList<>();
        for (Span span : rendered.assistantSpans()) {
            int before = marks(marked, span.start());
            spans.add(new Span(span.start() - before, span.end() - marks(marked, span.end())));
        }
        return new Rendered(marked.replace(String.valueOf(MARK), ""), spans);
    }

    private static int marks(String marked, int before) {
        return (int) marked.substring(0, before).chars().filter(c -> c == MARK).count();
    }

    /// Special tokens without a mark are the template's; what stands between them is encoded as plain text, which is
    /// what the library does after it has cut a text at its special tokens.
    private Encoding bySections(String marked) {
        List<Encoding> parts = new ArrayList<>();
        int from = 0;
        int offset = 0;
        List<Tokenizer.Occurrence> specials = new ArrayList<>(tokenizer.specialsIn(marked));
        specials.add(new Tokenizer.Occurrence(marked.length(), marked.length()));
        for (Tokenizer.Occurrence special : specials) {
            String plain = marked.substring(from, special.start()).replace(String.valueOf(MARK), "");
            parts.add(moved(tokenizer.encodeWithOffsets(plain), offset));
            offset += plain.length();
            String token = marked.substring(special.start(), special.end());
            parts.add(moved(tokenizer.encodeMarkupWithOffsets(token), offset));
            offset += token.length();
            from = special.end();
        }
        return joined(parts);
    }

    private static Encoding moved(Encoding encoding, int offset) {
        int[] starts = encoding.starts().clone();
        int[] ends = encoding.ends().clone();
        for (int i = 0; i < starts.length; i++) {
            starts[i] += offset;
            ends[i] += offset;
        }
        return new Encoding(encoding.ids(), starts, ends);
    }

    private static Encoding joined(List<Encoding> parts) {
        return new Encoding(
                parts.stream().flatMapToInt(part -> Arrays.stream(part.ids())).toArray(),
                parts.stream()
                        .flatMapToInt(part -> Arrays.stream(part.starts()))
                        .toArray(),
                parts.stream().flatMapToInt(part -> Arrays.stream(part.ends())).toArray());
    }

    private static boolean[] assistant(Encoding encoding, List<Span> spans) {
        boolean[] mask = new boolean[encoding.ids().length];
        for (int i = 0; i < mask.length; i++) {
            int start = encoding.starts()[i];
            int end = encoding.ends()[i];
            mask[i] = spans.stream().anyMatch(span -> start < span.end() && end > span.start());
        }
        return mask;
    }
}
