package reason4j.curate.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reason4j.curate.text.Canonical;
import reason4j.curate.text.WordCounts;

/// One row per way to write a problem that was once missed, and per other problem that was once taken for it.
class OtherWaysTest {

    private static final List<Reference> BENCHMARK = List.of(
            reference(
                    "points",
                    "In triangle $ABC$, $AB = 17$, $AC = 8$, and $BC = 15$. Let $D$ be the foot of the altitude"
                            + " from $C$ to $AB$. Find the area of triangle $ACD$."),
            reference("formula", "Find all values of $x$ for which $\\frac{x^{2}+x+4}{2 x+1}=\\frac{4}{x}$."),
            reference("word", "Determine the number of ways to arrange the letters of the word ELLIPSE."),
            reference(
                    "sides",
                    "Real numbers $x$ and $y$ satisfy $x^2 + y^2 = 25$ and $x < 2y$. Find the largest possible"
                            + " value of $x + y$ over all such pairs."),
            reference(
                    "price",
                    "A cube of 1 inch costs $1.50$ dollars to make and a cube of 2 inches costs $6.80$ dollars."
                            + " How many dollars does a gilded cube of 3 inches cost?"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            points  | In triangle $GHI$, $GH = 17$, $GI = 8$, and $HI = 15$. Let $J$ be the foot of the altitude from $I$ to $GH$. Find the area of triangle $GIJ$.
            formula | Find all values of $t$ for which $\\frac{t^{2}+t+4}{2 t+1}=\\frac{4}{t}$.
            formula | Find all values of $x$ for which ${x^{2}+x+4 \\over 2 x+1}={4 \\over x}$.
            formula | Find all values of $ x $ for which $ frac(x^(2)+x+4, 2 x+1)=frac(4, x) $.
            sides   | Real numbers $x$ and $y$ satisfy $25 = x^2 + y^2$ and $2y > x$. Find the largest possible value of $x + y$ over all such pairs.
            sides   | Real nos. $x$ & $y$ satisfy $x^2 + y^2 = 25$ & $x < 2y$. Find the largest possible value of $x + y$ over all such pairs.
            price   | A cube of 1 inch costs $1,50$ dollars to make and a cube of 2 inches costs $6,80$ dollars. How many dollars does a gilded cube of 3 inches cost?
            price   | <task id="7"><given>A cube of 1 inch costs $1.50$ dollars to make and a cube of 2 inches costs $6.80$ dollars.</given><ask>How many dollars does a gilded cube of 3 inches cost?</ask></task>
            """)
    void sameProblem(String problem, String row) {
        assertThat(rule().hit(row)).isNotNull().extracting(Hit::id).isEqualTo(problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            In triangle $GHI$, $GH = 17$, $GI = 8$, and $HI = 19$. Let $J$ be the foot of the altitude from $I$ to $GH$. Find the area of triangle $GIJ$.
            Find all values of $t$ for which $\\frac{t^{2}+t+9}{2 t+1}=\\frac{4}{t}$.
            Determine the number of ways to arrange the letters of the word RADIUS.
            Determine the number of ways to arrange the letters of the word BALLOON.
            Real numbers $x$ and $y$ satisfy $25 = x^2 + y^2$ and $2y < x$. Find the largest possible value of $x + y$ over all such pairs.
            A cube of 1 inch costs $1,70$ dollars to make and a cube of 2 inches costs $6,80$ dollars. How many dollars does a gilded cube of 3 inches cost?
            """)
    void anotherProblem(String row) {
        assertThat(rule().hit(row)).isNull();
    }

    @Test
    void aSentenceIsSaidOnce() {
        String question = "How many pears are there?";
        Weighted text = Weighted.of("# " + question + "\nTom has 3 apples. " + question, new WordCounts());
        assertThat(text.aside().cardinality()).isEqualTo(Canonical.of(question).length());
    }

    private static Rule rule() {
        return Rules.named("same-problem", BENCHMARK);
    }

    private static Reference reference(String id, String problem) {
        return new Reference("benchmark", id, problem, "1");
    }
}
