package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.credit.GroupRelative;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * GRPO over whole chains of a discrete flow, judged by the exact law of its outcome: the flow-grpo
 * sheet, section fudoki (d). Logits are a table [K][x][x1] that starts at the exact posterior.
 */
final class DiscreteGrpoTest {
  private static final int STEPS = 16;
  private static final int WALKS = 48;
  private static final int ITERATIONS = 60;
  private static final int CONTROLS = 8;

  @Test
  void law_beforeLearning_isGolden() {
    assertThat(new Table().probabilityOfReward()).isCloseTo(0.1491, within(5e-5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void learn_rewardForOneToken_makesItNearlyCertain(long seed) {
    double learned = learn(seed, false);
    assertThat(learned).as("exact P(token 0), seed %d", seed).isGreaterThan(0.9);
  }

  /**
   * Advantages dealt at random say nothing, but 60 steps of Adam at rate .1 still walk somewhere:
   * single runs end between .05 and .20, around where they began.
   */
  @Test
  void learn_shuffledAdvantages_doesNotOnAverage() {
    double mean = 0;
    for (long seed = 1; seed <= CONTROLS; seed++) {
      mean += learn(seed, true) / CONTROLS;
    }
    assertThat(mean).as("mean exact P(token 0), seeds 1 to %d", CONTROLS).isLessThan(0.25);
  }

  private static double learn(long seed, boolean shuffled) {
    RandomSource random = new RandomSource(seed);
    Table table = new Table();
    DiscreteSampler sampler = new DiscreteSampler(Ring.path(), STEPS, WALKS, 1);
    DiscreteSample sample = sampler.allocate();
    TokenLikelihood likelihood = new TokenLikelihood(WALKS, STEPS, 1, 4);
    Adam adam = new Adam(0.1, 0.9, 0.999, 1e-8);
    OptimizerState state = adam.start(table.parameters.size());
    Tape tape = new Tape();
    for (int i = 0; i < ITERATIONS; i++) {
      sampler.sample(table, random, sample);
      float[] advantage = advantages(sample, shuffled ? random : null);
      tape.reset();
      Value logProb = likelihood.logProb(tape, table.logits(tape, sample), sample.targets());
      Value recorded = tape.input(sample.logProbs(), WALKS * STEPS, 1);
      Value ratio =
          tape.exp(
              tape.subtract(
                  likelihood.overChain(tape, logProb), likelihood.overChain(tape, recorded)));
      Value gain = tape.multiply(ratio, tape.input(advantage, WALKS, 1));
      tape.backward(tape.affine(tape.mean(gain), -1, 0));
      adam.step(table.parameters.values(), table.parameters.gradients(), state);
    }
    return table.probabilityOfReward();
  }

  private static float[] advantages(DiscreteSample sample, RandomSource shuffle) {
    double[] rewards = new double[WALKS];
    int[] order = new int[WALKS];
    for (int row = 0; row < WALKS; row++) {
      rewards[row] = sample.outcome(row, 0) == 0 ? 1 : 0;
      order[row] = row;
    }
    if (shuffle != null) {
      shuffle.shuffle(order);
    }
    double[] fair = new GroupRelative(GroupRelative.Std.POPULATION, 1e-4).compare(rewards);
    float[] advantages = new float[WALKS];
    for (int row = 0; row < WALKS; row++) {
      advantages[row] = (float) fair[order[row]];
    }
    return advantages;
  }

  /** theta[K][4][4]. */
  private static final class Table implements TokenLogits {
    private final Parameters.Slice slice;
    private final Parameters parameters;
    private final int[] entry = new int[WALKS * STEPS];

    Table() {
      Parameters.Layout layout = new Parameters.Layout();
      slice = layout.add("theta", STEPS * 4, 4);
      parameters = layout.allocate();
      for (int k = 0; k < STEPS; k++) {
        double tau = (double) k / STEPS;
        float[] logits = Ring.posterior().logits(k, tau, new int[] {0, 1, 2, 3});
        for (int j = 0; j < 16; j++) {
          // Some are the logarithm of a probability too small for a number.
          parameters.values()[k * 16 + j] = Math.max(logits[j], -1e3f);
        }
      }
    }

    @Override
    public float[] logits(int step, double tau, int[] tokens) {
      float[] logits = new float[tokens.length * 4];
      for (int i = 0; i < tokens.length; i++) {
        int from = (step * 4 + tokens[i]) * 4;
        System.arraycopy(parameters.values(), from, logits, i * 4, 4);
      }
      return logits;
    }

    Value logits(Tape tape, DiscreteSample sample) {
      for (int n = 0; n < entry.length; n++) {
        int k = n % STEPS;
        entry[n] = k * 4 + sample.tokens()[n / STEPS * (STEPS + 1) + k];
      }
      return tape.gather(tape.parameter(parameters, slice), entry);
    }

    double probabilityOfReward() {
      return new ExactChain(Ring.path(), 1, STEPS).law(this)[0];
    }
  }
}
