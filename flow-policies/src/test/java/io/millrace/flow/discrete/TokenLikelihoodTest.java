package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TokenLikelihoodTest {
  private static final long SEED = 3;

  /** Every token that is drawn, and some more. */
  private static final boolean[] ALLOWED = new boolean[4 * 2 * 3];

  static {
    Arrays.fill(ALLOWED, true);
    ALLOWED[1] = false;
    ALLOWED[3 + 2] = false;
    ALLOWED[2 * 6] = false;
    ALLOWED[2 * 6 + 2] = false;
  }

  /** p = (.2, .8) and (.5, .5); reference (.5, .5) and (.2, .8). */
  @Test
  void logProbAndDivergence_twoPositions_areTheClosedForms() {
    TokenLikelihood likelihood = new TokenLikelihood(1, 1, 2, 2);
    Tape tape = new Tape();
    Value logits = tape.input(new float[] {log(.2) + 3, log(.8) + 3, 0, 0}, 1, 4);
    Value logProb = likelihood.logProb(tape, logits, new int[] {1, 0});
    assertThat(logProb.data()).containsExactly(new float[] {log(.8), log(.5)}, within(1e-6f));
    Value kl = likelihood.divergence(tape, logits, new float[] {1, 1, log(.2), log(.8)});
    float first = (float) (.2 * Math.log(.4) + .8 * Math.log(1.6));
    float second = (float) (.5 * Math.log(2.5) + .5 * Math.log(.625));
    assertThat(kl.data()).containsExactly(new float[] {first, second}, within(1e-6f));
  }

  @Test
  void overChain_rowMajorTransitions_sumsEachRowsOwn() {
    TokenLikelihood likelihood = new TokenLikelihood(2, 3, 2, 2);
    Tape tape = new Tape();
    Value sum =
        likelihood.overChain(
            tape, tape.input(new float[] {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60}, 6, 2));
    assertThat(sum.data()).containsExactly(21f, 210f);
  }

  @Test
  void gradient_ofTheWholeObjective_agreesWithCentralDifferences() {
    float[] numbers = new float[4 * 6];
    new RandomSource(SEED).fillGaussian(numbers);
    Tape tape = new Tape();
    Value logits = tape.variable(numbers, 4, 6);
    tape.backward(objective(tape, logits));
    float h = 1e-2f;
    for (int i = 0; i < numbers.length; i++) {
      float kept = numbers[i];
      numbers[i] = kept + h;
      double above = evaluate(numbers);
      numbers[i] = kept - h;
      double below = evaluate(numbers);
      numbers[i] = kept;
      assertThat((double) logits.gradient()[i])
          .as("logit %d, seed %d", i, SEED)
          .isCloseTo((above - below) / (2 * h), within(2e-3));
    }
  }

  private static double evaluate(float[] numbers) {
    Tape tape = new Tape();
    return objective(tape, tape.input(numbers, 4, 6)).item();
  }

  private static Value objective(Tape tape, Value logits) {
    TokenLikelihood likelihood = new TokenLikelihood(2, 2, 2, 3).allow(ALLOWED);
    float[] reference = new float[24];
    new RandomSource(SEED).split(1).fillGaussian(reference);
    Value logProb = likelihood.logProb(tape, logits, new int[] {0, 1, 2, 2, 1, 0, 0, 2});
    Value kl = likelihood.divergence(tape, logits, reference);
    Value chain = likelihood.overChain(tape, tape.add(logProb, kl));
    Value entropy = likelihood.entropy(tape, logits);
    chain = tape.add(chain, likelihood.overChain(tape, entropy));
    return tape.sum(tape.multiply(chain, tape.input(new float[] {1, -2}, 2, 1)));
  }

  private static float log(double p) {
    return (float) Math.log(p);
  }
}
