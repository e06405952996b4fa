package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.optimizer.Allocations;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiscreteSamplerTest {
  private static final long SEED = 17;
  private static final int ROWS = 6;
  private static final int STEPS = 5;
  private static final int POSITIONS = 3;

  private final Parameters.Layout layout = new Parameters.Layout();
  private final TokenNetwork network =
      TokenNetwork.reserve(layout, "p", List.of(16), Activation.SILU, POSITIONS, 4, 2, true);
  private final Parameters parameters = layout.allocate();
  private final float[] observations = new float[ROWS * 2];
  private final TokenNetwork.Actor actor;
  private final DiscreteSampler sampler = new DiscreteSampler(Ring.path(), STEPS, ROWS, POSITIONS);
  private final DiscreteSample sample = sampler.allocate();

  DiscreteSamplerTest() {
    network.initialize(parameters, new RandomSource(SEED), 1);
    new RandomSource(SEED).split(2).fillGaussian(observations);
    actor = network.inference(parameters, ROWS);
    actor.observe(observations);
  }

  @Test
  void sample_anyWalk_movesOnlyCloserAndEndsWithItsLastTarget() {
    sampler.sample(actor, new RandomSource(SEED), sample);
    MetricPath path = Ring.path();
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < POSITIONS; i++) {
        for (int k = 0; k < STEPS; k++) {
          int x = sample.tokens()[(row * (STEPS + 1) + k) * POSITIONS + i];
          int next = sample.tokens()[(row * (STEPS + 1) + k + 1) * POSITIONS + i];
          int target = sample.targets()[(row * STEPS + k) * POSITIONS + i];
          assertThat(next == x || path.distance(next, target) < path.distance(x, target)).isTrue();
        }
        int last = sample.targets()[(row * STEPS + STEPS - 1) * POSITIONS + i];
        assertThat(sample.outcome(row, i)).isEqualTo(last);
      }
    }
  }

  @Test
  void logProbs_sameWeights_areTheLearnersBits() {
    sampler.sample(actor, new RandomSource(SEED), sample);
    Tape tape = new Tape();
    TokenLikelihood likelihood = new TokenLikelihood(ROWS, STEPS, POSITIONS, 4);
    Value learned = likelihood.logProb(tape, logits(tape), sample.targets());
    assertThat(learned.data()).as("seed %d", SEED).containsExactly(sample.logProbs());
    Value recorded = tape.input(sample.logProbs(), ROWS * STEPS, POSITIONS);
    assertThat(likelihood.overChain(tape, learned).data())
        .containsExactly(likelihood.overChain(tape, recorded).data());
  }

  @Test
  void sample_warm_allocatesNothing() {
    RandomSource random = new RandomSource(SEED);
    Allocations.assertNone(() -> sampler.sample(actor, random, sample));
  }

  @Test
  void update_warm_allocatesNothing() {
    sampler.sample(actor, new RandomSource(SEED), sample);
    TokenLikelihood likelihood = new TokenLikelihood(ROWS, STEPS, POSITIONS, 4);
    float[] reference = new float[ROWS * STEPS * POSITIONS * 4];
    float[] numbers = new float[reference.length];
    Tape tape = new Tape();
    Allocations.assertNone(
        () -> {
          tape.reset();
          Value logits = tape.variable(numbers, ROWS * STEPS, POSITIONS * 4);
          Value logProb = likelihood.logProb(tape, logits, sample.targets());
          Value divergence = likelihood.divergence(tape, logits, reference);
          tape.backward(tape.mean(likelihood.overChain(tape, tape.add(logProb, divergence))));
        });
  }

  private Value logits(Tape tape) {
    int[] x = new int[ROWS * STEPS * POSITIONS];
    float[] tau = new float[ROWS * STEPS];
    float[] conditions = new float[ROWS * STEPS * 2];
    for (int n = 0; n < tau.length; n++) {
      int row = n / STEPS;
      int from = (row * (STEPS + 1) + n % STEPS) * POSITIONS;
      System.arraycopy(sample.tokens(), from, x, n * POSITIONS, POSITIONS);
      System.arraycopy(observations, row * 2, conditions, n * 2, 2);
      tau[n] = (float) (n % STEPS / (double) STEPS);
    }
    return network.logits(tape, parameters, x, tau, conditions);
  }
}
