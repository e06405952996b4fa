package io.millrace.flow.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.preference.BradleyTerryTies.Label;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers: the flow-grpo sheet, section video-human-feedback, computed independently. */
final class BradleyTerryTiesTest {
  private static final long SEED = 29;
  private static final int PAIRS = 20_000;
  private static final BradleyTerryTies FIVE = new BradleyTerryTies(5);

  @ParameterizedTest
  @CsvSource({
    "0, .166667, .166667, .666667",
    "1, .352187, .068533, .579279",
    "2.5, .709006, .016152, .274842"
  })
  void probability_thetaFive_isGolden(double difference, double first, double second, double tie) {
    assertThat(FIVE.probability(Label.FIRST, difference)).isCloseTo(first, within(1e-6));
    assertThat(FIVE.probability(Label.SECOND, difference)).isCloseTo(second, within(1e-6));
    assertThat(FIVE.probability(Label.TIE, difference)).isCloseTo(tie, within(1e-6));
  }

  @Test
  void probability_thetaOne_isPlainBradleyTerry() {
    BradleyTerryTies plain = new BradleyTerryTies(1);
    assertThat(plain.probability(Label.FIRST, 0.7)).isCloseTo(0.668188, within(1e-6));
    assertThat(plain.probability(Label.TIE, 0.7)).isZero();
  }

  @Test
  void loss_oneOfEachLabel_isTheMeanSurprise() {
    Tape tape = new Tape();
    Value first = tape.input(new float[] {2, 0.5f, 1}, 3, 1);
    Value second = tape.input(new float[] {1, -2, 1}, 3, 1);
    Label[] labels = {Label.TIE, Label.SECOND, Label.FIRST};
    double expected = -(Math.log(.579279) + Math.log(.016152) + Math.log(1.0 / 6)) / 3;
    assertThat((double) FIVE.loss(tape, first, second, labels).item())
        .isCloseTo(expected, within(2e-5));
  }

  @Test
  void loss_rewardsFarApart_staysFinite() {
    Tape tape = new Tape();
    Value first = tape.variable(new float[] {500}, 1, 1);
    Value loss = FIVE.loss(tape, first, tape.input(1, 1), new Label[] {Label.SECOND});
    tape.backward(loss);
    assertThat((double) loss.item()).isCloseTo(500 + Math.log(5), within(1e-3));
    assertThat(first.gradient()).containsExactly(1f);
  }

  @Test
  void loss_tieWithoutTies_saysSo() {
    Tape tape = new Tape();
    Value zero = tape.input(1, 1);
    assertThatThrownBy(
            () -> new BradleyTerryTies(1).loss(tape, zero, zero, new Label[] {Label.TIE}))
        .hasMessageContaining("ties=1");
    assertThatThrownBy(() -> new BradleyTerryTies(0.9)).hasMessageContaining("theta=0.9");
  }

  @Test
  void train_labeledPairs_recoversThePlantedRewards() {
    double[] planted = {-1.5, -0.4, 0, 0.6, 1.3};
    RandomSource random = new RandomSource(SEED);
    int[] left = new int[PAIRS];
    int[] right = new int[PAIRS];
    Label[] labels = new Label[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      left[i] = random.nextInt(5);
      right[i] = (left[i] + 1 + random.nextInt(4)) % 5;
      labels[i] = draw(planted[left[i]] - planted[right[i]], random);
    }
    double[] learned = fit(left, right, labels);
    for (int i = 0; i < 5; i++) {
      assertThat(learned[i])
          .as("reward %d, seed %d", i, SEED)
          .isCloseTo(planted[i], within(0.1))
          .isGreaterThan(i == 0 ? Double.NEGATIVE_INFINITY : learned[i - 1]);
    }
  }

  /** Rewards with mean 0, as the planted ones. */
  private static double[] fit(int[] left, int[] right, Label[] labels) {
    Parameters.Layout layout = new Parameters.Layout();
    Parameters.Slice slice = layout.add("reward", 5, 1);
    Parameters parameters = layout.allocate();
    Adam adam = new Adam(0.05, 0.9, 0.999, 1e-8);
    OptimizerState state = adam.start(5);
    Tape tape = new Tape();
    for (int i = 0; i < 200; i++) {
      tape.reset();
      Value rewards = tape.parameter(parameters, slice);
      tape.backward(
          FIVE.loss(tape, tape.gather(rewards, left), tape.gather(rewards, right), labels));
      adam.step(parameters.values(), parameters.gradients(), state);
    }
    double mean = 0;
    for (float reward : parameters.values()) {
      mean += reward / 5;
    }
    double[] centered = new double[5];
    for (int i = 0; i < 5; i++) {
      centered[i] = parameters.values()[i] - mean;
    }
    return centered;
  }

  private static Label draw(double difference, RandomSource random) {
    double left = random.nextDouble() - FIVE.probability(Label.FIRST, difference);
    if (left < 0) {
      return Label.FIRST;
    }
    return left < FIVE.probability(Label.SECOND, difference) ? Label.SECOND : Label.TIE;
  }
}
