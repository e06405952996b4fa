package io.millrace.flow.meanflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.DualFunction;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden numbers: flow-policies-for-control sheet, 0.12, G2; theirs is u = -ours, so that targets
 * turn their sign and losses do not.
 */
final class MeanFlowTargetTest {
  private static final double TOLERANCE = 2e-6;
  private static final MeanFlowVariant ORIGINAL = new MeanFlowVariant.Original();

  static Stream<MeanFlowVariant> variants() {
    return Stream.of(
        ORIGINAL,
        new MeanFlowVariant.Improved(),
        new MeanFlowVariant.Guided(2, false, 0),
        new MeanFlowVariant.Guided(2, true, 0.1));
  }

  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void of_goldenNetwork_isG2(SecondTime second) {
    assertThat(target(second, ORIGINAL)).isCloseTo(0.623748, within(TOLERANCE));
  }

  /** What comes out where tauNext moves with tau, or tau does not count: both train silently. */
  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void of_goldenNetwork_isNotWhatWrongTangentsGive(SecondTime second) {
    assertThat(target(second, ORIGINAL))
        .isNotCloseTo(0.326353, within(1e-2))
        .isNotCloseTo(0.805193, within(1e-2));
    assertThat(wrongTarget(1, 1)).isCloseTo(0.326353, within(TOLERANCE));
    assertThat(wrongTarget(0, 0)).isCloseTo(0.805193, within(TOLERANCE));
  }

  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void of_guidedBySameCondition_isG2ForMp1(SecondTime second) {
    assertThat(target(second, new MeanFlowVariant.Guided(2, false, 0)))
        .isCloseTo(0.868346, within(TOLERANCE));
  }

  /** V - (e - a) = u - target, so theirs is target = u - V + (e - a) = -.834814. */
  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void of_improved_isG2ForImf(SecondTime second) {
    assertThat(target(second, new MeanFlowVariant.Improved()))
        .isCloseTo(0.772197 - 1.437383 + 1.5, within(TOLERANCE));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.022037", "0.5, 0.145191", "1, 0.956592"})
  void perRow_anyPower_isG2(double power, double expected) {
    AdaptiveWeight weight = new AdaptiveWeight(power, 1e-3);
    assertThat(loss(ORIGINAL, weight, new Tape()).item())
        .isCloseTo((float) expected, within(2e-6f));
  }

  @Test
  void perRow_improved_isG2() {
    Value loss = loss(new MeanFlowVariant.Improved(), AdaptiveWeight.NONE, new Tape());
    assertThat(loss.item()).isCloseTo(0.003921f, within(1e-6f));
  }

  /**
   * Neither the target nor the weight is differentiated: p = 1 scales the gradient by the weight.
   */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 43.4084"})
  void backward_goldenNetwork_isG2(double power, double factor) {
    IntervalNetwork network = GoldenNetwork.create(SecondTime.END);
    IntervalLoss loss =
        new OneStepMethod.MeanFlow(TimePairs.STANDARD, ORIGINAL, new AdaptiveWeight(power, 1e-3))
            .lossOf(network, 1);
    Tape tape = new Tape();
    tape.backward(loss.perRow(tape, GoldenNetwork.batch()));
    Mlp.Layer last = ((Mlp) network.field()).layers().get(1);
    float[] weight = network.parameters().readGradient(last.weight());
    assertThat((double) weight[0]).isCloseTo(-0.044204 * factor, within(1e-5 * factor));
    assertThat((double) weight[1]).isCloseTo(0.193787 * factor, within(1e-5 * factor));
    assertThat((double) network.parameters().readGradient(last.bias())[0])
        .isCloseTo(0.296897 * factor, within(1e-5 * factor));
  }

  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void act_oneStepFromE_isG2(SecondTime second) {
    float[] x = {-0.9f};
    new IntervalActor(GoldenNetwork.create(second), 1, 1).act(x, new float[0]);
    assertThat(x[0]).isCloseTo(0.196656f, within(1e-6f));
  }

  /**
   * dmpo 4(a): two steps from z0 = -.9 have the means -.253091 and, from z = -.193091, -.058726.
   */
  @Test
  void step_halfWay_isTheGoldenChain() {
    IntervalActor actor = new IntervalActor(GoldenNetwork.create(SecondTime.END), 1, 2);
    float[] x = {-0.9f};
    actor.step(x, new float[0], 0, 0.5f);
    assertThat(x[0]).isCloseTo(-0.253091f, within(1e-6f));
    x[0] = -0.193091f;
    actor.step(x, new float[0], 0.5f, 1);
    assertThat(x[0]).isCloseTo(-0.058726f, within(1e-6f));
  }

  /** Without a condition, "null" and "same" are one thing and would hide a wrong recipe. */
  @Test
  void construct_nullConditionWithoutObservation_isRefused() {
    IntervalLayout layout = new IntervalLayout(1, 0, SecondTime.END);
    MeanFlowVariant guided = new MeanFlowVariant.Guided(2, true, 0.1);
    assertThatThrownBy(() -> new MeanFlowTarget(new GaussianFlow(1), layout, 1, guided))
        .hasMessageContaining("observationSize=0");
  }

  /** On rows without length all variants but guidance are plain flow matching. */
  @ParameterizedTest
  @MethodSource("variants")
  void of_rowsWithoutLength_areVelocities(MeanFlowVariant variant) {
    Subject s = new Subject(5, 6);
    System.arraycopy(s.batch.tau(), 0, s.batch.tauNext(), 0, 6);
    float[] target = s.target(variant).of(s.batch);
    DualFunction field = s.network.field().jvp(s.network.parameters(), 6);
    for (int row = 0; row < 6; row++) {
      s.network.layout().write(field.input(), row, s.batch, s.batch.tau()[row]);
      if (variant instanceof MeanFlowVariant.Guided guided && guided.nullCondition()) {
        s.network.layout().forget(field.input(), row);
      }
    }
    field.evaluate(6);
    for (int i = 0; i < target.length; i++) {
      float own = s.batch.action()[i] - s.batch.noise()[i];
      float expected =
          variant instanceof MeanFlowVariant.Guided ? 2 * own - field.output()[i] : own;
      assertThat(target[i]).as("seed 5").isCloseTo(expected, within(1e-5f));
    }
  }

  /** A row whose own observation was dropped is the unguided model's. */
  @Test
  void of_droppedRowUnderNullGuidance_hasWeightOne() {
    Subject s = new Subject(6, 3);
    for (int i = 0; i < s.batch.observation().length; i++) {
      s.batch.observation()[i] = 0;
    }
    float[] guided = s.target(new MeanFlowVariant.Guided(3, true, 0.1)).of(s.batch).clone();
    float[] original = s.target(ORIGINAL).of(s.batch);
    for (int i = 0; i < guided.length; i++) {
      assertThat(guided[i]).as("seed 6").isCloseTo(original[i], within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void perRow_secondUpdate_allocatesNothing(MeanFlowVariant variant) {
    Subject s = new Subject(7, 8);
    IntervalLoss loss =
        new OneStepMethod.MeanFlow(TimePairs.STANDARD, variant, new AdaptiveWeight(0.5, 1e-3))
            .lossOf(s.network, 8);
    Tape tape = new Tape();
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    // The first rounds make the buffers and let the compiler see that vectors need no objects.
    for (int round = 0; round < 2_000 && allocated > 0; round++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        tape.reset();
        tape.backward(tape.mean(loss.perRow(tape, s.batch)));
      }
      allocated = thread.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isZero();
  }

  private static double target(SecondTime second, MeanFlowVariant variant) {
    IntervalNetwork network = GoldenNetwork.create(second);
    DualFunction field = network.field().jvp(network.parameters(), 1);
    return new MeanFlowTarget(field, network.layout(), 1, variant).of(GoldenNetwork.batch())[0];
  }

  /** The original target with other movements of tau and tauNext. */
  private static double wrongTarget(float tauMoves, float tauNextMoves) {
    IntervalNetwork network = GoldenNetwork.create(SecondTime.END);
    DualFunction field = network.field().jvp(network.parameters(), 1);
    network.layout().write(field.input(), 0, GoldenNetwork.batch(), 0.8f);
    System.arraycopy(new float[] {1.5f, tauMoves, tauNextMoves}, 0, field.inputTangent(), 0, 3);
    field.run(1);
    return 1.5 + 0.5 * field.outputTangent()[0];
  }

  private static Value loss(MeanFlowVariant variant, AdaptiveWeight weight, Tape tape) {
    IntervalNetwork network = GoldenNetwork.create(SecondTime.END);
    return new OneStepMethod.MeanFlow(TimePairs.STANDARD, variant, weight)
        .lossOf(network, 1)
        .perRow(tape, GoldenNetwork.batch());
  }

  /** A random network of two actions and three observations, and a batch. */
  private static final class Subject {
    final IntervalNetwork network;
    final IntervalBatch batch;
    final int rows;

    Subject(long seed, int rows) {
      this.rows = rows;
      RandomSource random = new RandomSource(seed);
      Parameters.Layout layout = new Parameters.Layout();
      Mlp mlp = Mlp.reserve(layout, "u", Mlp.specs(7, List.of(16, 16), Activation.SILU, 2));
      network = new IntervalNetwork(mlp, layout.allocate(), SecondTime.END);
      mlp.initialize(network.parameters(), random, 1);
      batch = IntervalBatch.allocate(rows, network.layout());
      random.fillGaussian(batch.noise());
      random.fillGaussian(batch.action());
      random.fillGaussian(batch.observation());
      TimePairs.STANDARD.draw(random, batch.tau(), batch.tauNext());
    }

    MeanFlowTarget target(MeanFlowVariant variant) {
      return new MeanFlowTarget(
          network.field().jvp(network.parameters(), rows), network.layout(), rows, variant);
    }
  }
}
