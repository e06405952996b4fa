package io.millrace.flow.meanflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OneStepTrainingTest {
  private static final long SEED = 1;
  private static final OneStepMethod MEAN_FLOW =
      new OneStepMethod.MeanFlow(
          TimePairs.STANDARD, new MeanFlowVariant.Original(), new AdaptiveWeight(0.5, 1e-3));

  private static IntervalNetwork network(int observed, int acted, int width, SecondTime second) {
    Parameters.Layout layout = new Parameters.Layout();
    Mlp mlp =
        Mlp.reserve(
            layout,
            "u",
            Mlp.specs(acted + 2 + observed, List.of(width, width), Activation.SILU, acted));
    IntervalNetwork network = new IntervalNetwork(mlp, layout.allocate(), second);
    mlp.initialize(network.parameters(), new RandomSource(SEED), 0.1);
    return network;
  }

  /**
   * mp1 4(d): under the null condition weight w moves the mean of c's actions, .2 c, to w times as
   * much (sheet 0.11; the mean over both c is 0, and the law there is almost of the same variance).
   * The same condition moves nothing.
   */
  @Test
  void train_guidance_movesTheMeanOutwardsUnderTheNullConditionAlone() {
    double none = guidedMean(new MeanFlowVariant.Guided(1, true, 0.1));
    double same = guidedMean(new MeanFlowVariant.Guided(2, false, 0));
    double guided = guidedMean(new MeanFlowVariant.Guided(2, true, 0.1));
    assertThat(none).as("seed %d", SEED).isCloseTo(0.2, within(0.08));
    assertThat(same).as("seed %d", SEED).isCloseTo(none, within(0.08));
    assertThat(guided / none).as("seed %d", SEED).isBetween(1.7, 2.4);
  }

  private static double guidedMean(MeanFlowVariant variant) {
    RandomSource random = new RandomSource(SEED);
    float[] observations = new float[4_000];
    float[] actions = new float[4_000];
    for (int i = 0; i < actions.length; i++) {
      observations[i] = i % 2 == 0 ? -1 : 1;
      actions[i] = (float) (0.2 * observations[i] + 0.5 * random.nextGaussian());
    }
    IntervalNetwork network = network(1, 1, 32, SecondTime.END);
    OneStepMethod method =
        new OneStepMethod.MeanFlow(TimePairs.STANDARD, variant, AdaptiveWeight.NONE);
    new OneStepTraining(1_500, 128, 2e-3, method, Dispersion.NONE)
        .train(network, observations, actions, random);
    int rows = 1_000;
    float[] x = new float[rows];
    float[] observation = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = (float) Normal.quantile((i + 0.5) / rows);
      observation[i] = 1;
    }
    new IntervalActor(network, rows, 1).act(x, observation);
    double mean = 0;
    for (float action : x) {
      mean += action / rows;
    }
    return mean;
  }

  @Test
  void train_dispersionOnEachLayer_lowersIt() {
    double without = dispersionAfter(Dispersion.NONE);
    double with =
        dispersionAfter(new Dispersion(0.5, new Dispersive.InfoNceL2(0.5), HiddenLayers.ALL));
    assertThat(with).as("without %s, seed %d", without, SEED).isLessThan(without - 0.1);
  }

  /** The regularizer, summed over layers, of a batch that was not trained on. */
  private static double dispersionAfter(Dispersion dispersion) {
    RandomSource random = new RandomSource(SEED);
    float[] observations = new float[400];
    float[] actions = new float[400];
    random.fillGaussian(observations);
    random.fillGaussian(actions);
    IntervalNetwork network = network(1, 1, 16, SecondTime.END);
    new OneStepTraining(200, 32, 3e-3, MEAN_FLOW, dispersion)
        .train(network, observations, actions, random);
    IntervalBatch batch = IntervalBatch.allocate(64, network.layout());
    random.fillGaussian(batch.noise());
    random.fillGaussian(batch.action());
    random.fillGaussian(batch.observation());
    TimePairs.STANDARD.draw(random, batch.tau(), batch.tauNext());
    Tape tape = new Tape();
    IntervalLoss loss = MEAN_FLOW.lossOf(network, 64);
    loss.perRow(tape, batch);
    return new Dispersion(1, new Dispersive.InfoNceL2(0.5), HiddenLayers.ALL)
        .addTo(tape, tape.input(1, 1), loss.hidden())
        .item();
  }

  @Test
  void train_sameSeed_givesTheSameBits() {
    float[] first = trained(MEAN_FLOW);
    assertThat(trained(MEAN_FLOW)).containsExactly(first);
    assertThat(trained(new OneStepMethod.Shortcut(DyadicSteps.STANDARD))).isNotEqualTo(first);
  }

  private static float[] trained(OneStepMethod method) {
    IntervalNetwork network = network(2, 2, 8, SecondTime.LENGTH);
    new OneStepTraining(
            20,
            16,
            1e-2,
            method,
            new Dispersion(0.5, new Dispersive.Hinge(1, true), HiddenLayers.LATE))
        .train(network, new float[8], new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new RandomSource(SEED));
    return network.parameters().values();
  }

  /** dm1 4(d), ofql 4(d): an action is noise plus what a single evaluation gives. */
  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void act_oneStep_isOneEvaluation(SecondTime second) {
    IntervalNetwork network = network(3, 2, 16, second);
    float[] x = {0.3f, -0.7f};
    float[] observation = {1, 2, -3};
    BatchFunction forward = network.field().inference(network.parameters(), 1);
    System.arraycopy(new float[] {0.3f, -0.7f, 0, 1, 1, 2, -3}, 0, forward.input(), 0, 7);
    float[] mean = forward.run();
    new IntervalActor(network, 1, 1).act(x, observation);
    assertThat(x).containsExactly(0.3f + mean[0], -0.7f + mean[1]);
  }

  @Test
  void train_actionsThatAreNotFinite_areRefusedAtTheirStep() {
    IntervalNetwork network = network(0, 1, 8, SecondTime.END);
    float[] before = network.parameters().values().clone();
    OneStepTraining training = new OneStepTraining(5, 4, 1e-3, MEAN_FLOW, Dispersion.NONE);
    assertThatThrownBy(
            () ->
                training.train(
                    network, new float[0], new float[] {Float.NaN}, new RandomSource(SEED)))
        .hasMessageContaining("step=0");
    assertThat(network.parameters().values()).containsExactly(before);
  }

  @Test
  void train_rowsThatDoNotFit_areRefused() {
    IntervalNetwork network = network(2, 1, 8, SecondTime.END);
    OneStepTraining training = new OneStepTraining(5, 4, 1e-3, MEAN_FLOW, Dispersion.NONE);
    assertThatThrownBy(
            () -> training.train(network, new float[3], new float[2], new RandomSource(SEED)))
        .hasMessageContaining("observations=3 actions=2");
  }
}
