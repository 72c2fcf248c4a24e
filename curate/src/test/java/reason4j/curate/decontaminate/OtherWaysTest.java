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
                            + " How many dollars does a gilded cube of 3 inches cost?"),
            reference(
                    "share",
                    "Anna keeps $\\frac{3}{4}$ of her $240$ stamps and sells the others for $35$ cents each."
                            + " How many dollars does she earn?"));

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
            formula | Find all values of <math><mi>x</mi></math> for which <math><mfrac><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>x</mi><mo>+</mo><mn>4</mn></mrow><mrow><mn>2</mn><mi>x</mi><mo>+</mo><mn>1</mn></mrow></mfrac><mo>=</mo><mfrac><mn>4</mn><mi>x</mi></mfrac></math>.
            formula | Find all values of <img src="a.png" alt="$x$" width="9"> for which <img class="latex" alt="$\\frac{x^{2}+x+4}{2 x+1}=\\frac{4}{x}$" src="b.png">.
            formula | Find all values of :math:`x` for which :math:`\\frac{x^{2}+x+4}{2 x+1}=\\frac{4}{x}`.
            formula | \\newcommand{\\q}[2]{\\frac{#1}{#2}} Find all values of $x$ for which $\\q{x^{2}+x+4}{2 x+1}=\\q 4x$.
            formula | Find all values of $ x $ for which $ \\frac { x ^ { 2 } + x + 4 } { 2 x + 1 } = \\frac { 4 } { x } $.
            sides   | Real numbers xxx and yyy satisfy x2+y2=25x^2 + y^2 = 25x2+y2=25 and x<2yx < 2yx<2y. Find the largest possible value of x+yx + yx+y over all such pairs.
            sides   | Real numbers x and y satisfy xÂ² + yÂ² = 25 and x < 2y. Find the largest possible value of x + y over all such pairs.
            sides   | Reаl numbеrs $x$ and $y$ sаtisfy $x^2 + y^2 = 25$ and $x < 2y$. Find the lаrgest роssible value of $x + y$ over аll such pairs.
            share   | Anna keeps $0.75$ of her $240$ stamps and sells the others for $35$ cents each. How many dollars does she earn?
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
            Real numbers xxx and yyy satisfy x2+y2=36x^2 + y^2 = 36x2+y2=36 and x<2yx < 2yx<2y. Find the largest possible value of x+yx + yx+y over all such pairs.
            Anna keeps $0.8$ of her $240$ stamps and sells the others for $35$ cents each. How many dollars does she earn?
            A cube of 1 inch costs $1,70$ dollars to make and a cube of 2 inches costs $6,80$ dollars. How many dollars does a gilded cube of 3 inches cost?
            """)
    void anotherProblem(String row) {
        assertThat(rule().hit(row)).isNull();
    }

    @Test
    void aProblemIsFoundAmongOtherTexts() {
        String stamps =
                "Anna keeps $0.75$ of her $240$ stamps and sells the others for $35$ cents each. How many dollars does"
                        + " she earn?";
        String trains =
                "Two trains are $310$ km apart and go towards each other at $70$ and $85$ km/h. When do they meet?";
        for (String row : List.of(
                "Problem 3. " + trains + "\n\nProblem 4. " + stamps,
                "7) " + stamps + "\n8) " + trains,
                stamps
                        + "\n\nSolution. She sells $60$ of them, and $60 \\cdot 35 = 2100$, so that it is $\\boxed{21}$.",
                stamps + "\n<think>\nLet me see: 12 of 17, or rather 5 of 19?\n</think>\nIt is 40.",
                stamps + "\n\nI have $17 + 4 = 21$ and $3 - 4 = 1$, but is it $19$ or $12 + 5$?",
                stamps.replace("each. How", "each.\nAssistant: I see. What do you want to know?\nUser: How"),
                stamps.replace("sells the", "sells\n\n17\n\fExercises of the sixth form\n\nthe"))) {
            assertThat(rule().hit(row)).as(row).isNotNull().extracting(Hit::id).isEqualTo("share");
            assertThat(rule().hit(row.replace("240", "360"))).as(row).isNull();
        }
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
