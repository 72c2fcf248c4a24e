package reason4j.curate;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import reason4j.core.io.Json;
import reason4j.core.problem.AnswerKey;
import reason4j.curate.decontaminate.Hit;
import reason4j.curate.decontaminate.Rule;
import reason4j.curate.dedup.MinHash;
import reason4j.curate.source.Slice;
import reason4j.curate.text.Hash64;
import reason4j.curate.text.Normal;
import reason4j.curate.text.Tokens;

/// Looks at each row once and keeps what the later steps must know.
final class Examination implements Serializable {

    private static final long serialVersionUID = 1L;
    private final Reading reading;
    private final CurateRecipe recipe;
    private final MinHash minHash;
    private final Broadcast<Rule> rule;

    Examination(Reading reading, CurateRecipe recipe, Broadcast<Rule> rule) {
        this.reading = reading;
        this.recipe = recipe;
        this.minHash =
                new MinHash(recipe.deduplicate().bands(), recipe.deduplicate().rows());
        this.rule = rule;
    }

    Block block(Slice slice) {
        boolean near = recipe.deduplicate().near();
        Block block = Block.empty((int) slice.first(), slice.rows(), near ? minHash.bands() : 0);
        Worker worker = new Worker(block);
        reading.rows(slice, worker::look);
        return block;
    }

    private final class Worker {
        private final Block block;
        private final Tokens tokens = new Tokens();
        private final int[] minima = minHash.workSpace();

        Worker(Block block) {
            this.block = block;
        }

        void look(Row row) {
            int i = (int) row.index() - block.first();
            block.ids()[i] = row.id();
            block.mark()[i] =
                    row.draft().marks().getOrDefault(recipe.difficulty().mark(), Double.NaN);
            block.answers()[i] = Keys.canonical(row.draft().answer());
            block.marks().note(row, i, recipe);
            if (row.fate() != null) {
                block.cleanFates().put(i, Json.line(row.fate()));
                return;
            }
            String prompt = row.draft().prompt();
            block.numbers()[i] = Hash64.of(Normal.numberMultiset(prompt));
            block.split()[i] = split(prompt);
            AnswerKey answer = row.draft().answer();
            block.readable()[i] = answer != null && Keys.defect(answer) == null;
            if (reading.inputs().get(row.input()).heldout()) {
                return; // a benchmark stays whole: it is no copy of anything, training rows are copies of it
            }
            Hit hit = rule.value().hit(prompt);
            if (hit == null) {
                block.exact()[i] = exact(prompt);
                sign(prompt, i);
            } else {
                block.hits().put(i, hit);
            }
        }

        private void sign(String prompt, int i) {
            if (recipe.deduplicate().near()) {
                block.shingles()[i] =
                        tokens.read(prompt).shingles(recipe.deduplicate().shingle());
                minHash.bandKeys(block.shingles()[i], minima, block.bands(), i * minHash.bands());
            }
        }

        private long exact(String prompt) {
            return switch (recipe.deduplicate().exact()) {
                case "raw" -> Hash64.of(prompt);
                case "normalised" -> Hash64.of(Normal.of(prompt));
                case "digits" -> Hash64.of(Normal.withoutDigits(prompt));
                case String none -> none.isEmpty() ? 1 : 0;
            };
        }

        private long split(String prompt) {
            boolean operands = recipe.split().key().equals("operand-multiset");
            return Hash64.of(operands ? Normal.numberMultiset(prompt) : Normal.of(prompt));
        }
    }
}
