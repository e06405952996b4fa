package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import org.junit.jupiter.api.Test;

/**
 * Samples of the heads against their own densities; densities are held against PyTorch elsewhere.
 */
final class HeadsTest {
  private static final long SEED = 8;
  private static final int DRAWS = 40_000;

  @Test
  void categoricalSample_manyDraws_hitsChoicesAsOftenAsTheirProbability() {
    Parameters.Layout layout = new Parameters.Layout();
    CategoricalHead head = CategoricalHead.reserve(layout, "h", 2, 4);
    Parameters parameters = layout.allocate();
    head.initialize(parameters, new RandomSource(SEED), 1);
    Tape tape = new Tape();
    boolean[] allowed = {true, true, false, true};
    Value logProbs =
        head.forward(tape, parameters, tape.input(new float[] {1f, -1f}, 1, 2), allowed);
    RandomSource random = new RandomSource(SEED);
    int[] counts = new int[4];
    int[] choice = new int[1];
    for (int i = 0; i < DRAWS; i++) {
      CategoricalHead.sample(logProbs, random, choice);
      counts[choice[0]]++;
    }
    assertThat(counts[2]).as("what the mask forbids").isZero();
    for (int i = 0; i < 4; i++) {
      assertThat(counts[i] / (double) DRAWS)
          .as("choice %d, seed %d", i, SEED)
          .isCloseTo(Math.exp(logProbs.data()[i]), within(0.01));
    }
  }

  @Test
  void mixtureSample_manyDraws_fillsItsOwnDensity() {
    Parameters.Layout layout = new Parameters.Layout();
    MixtureHead head = MixtureHead.reserve(layout, "h", 1, 2, 1);
    Parameters parameters = layout.allocate();
    // Weights 1 : 2, means -1 and 2, log-stds -0.5 and 0.2.
    parameters.write(
        head.layer().layers().get(0).bias(),
        new float[] {0f, (float) Math.log(2), -1f, 2f, raw(-0.5), raw(0.2)});
    Tape tape = new Tape();
    Value mixture = head.forward(tape, parameters, tape.input(1, 1));
    RandomSource random = new RandomSource(SEED);
    float[] sample = new float[1];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      head.sample(mixture, random, sample);
      sum += sample[0];
      squares += sample[0] * sample[0];
    }
    assertThat(sum / DRAWS).as("mean, seed %d", SEED).isCloseTo(1.0, within(0.03));
    // E x^2 = (1 + e^-1) / 3 + 2 (4 + e^0.4) / 3
    double expected = (1 + Math.exp(-1)) / 3 + 2 * (4 + Math.exp(0.4)) / 3;
    assertThat(squares / DRAWS).as("seed %d", SEED).isCloseTo(expected, within(0.1));
  }

  @Test
  void mixtureDensity_integrated_isOne() {
    Parameters.Layout layout = new Parameters.Layout();
    MixtureHead head = MixtureHead.reserve(layout, "h", 1, 3, 1);
    Parameters parameters = layout.allocate();
    head.initialize(parameters, new RandomSource(SEED), 1);
    int points = 4001;
    float[] grid = new float[points];
    float[] ones = new float[points];
    for (int i = 0; i < points; i++) {
      grid[i] = -20 + i * 0.01f;
      ones[i] = 1f;
    }
    Tape tape = new Tape();
    Value raw = head.forward(tape, parameters, tape.input(ones, points, 1));
    double area = 0;
    for (float logDensity : head.logDensity(tape, raw, grid).data()) {
      area += 0.01 * Math.exp(logDensity);
    }
    assertThat(area).as("seed %d", SEED).isCloseTo(1.0, within(1e-3));
  }

  private static float raw(double logStd) {
    double squashed = (logStd + 5) / 3.5 - 1;
    return (float) (0.5 * Math.log((1 + squashed) / (1 - squashed)));
  }
}
