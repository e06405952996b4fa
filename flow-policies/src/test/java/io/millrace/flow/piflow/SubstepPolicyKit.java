package io.millrace.flow.piflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.optimizer.Allocations;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import org.junit.jupiter.api.Test;

/** What every substep policy promises. Extend it for a new one. */
abstract class SubstepPolicyKit {
  private static final long SEED = 31;
  private static final int ROWS = 3;
  private static final int SUBSTEPS = 16;
  private static final int WINDOW = 3;

  private final SubstepPolicy policy = policy();
  private final Segment[] segments = {
    new Segment(1, 0.6, 1), new Segment(0.6, 0.2, 2), new Segment(0.5, 0, 3)
  };
  private final int[] count = {0, 5, 11};
  private final float[] output = numbers(1, policy.outputs(), 0.4);
  private final float[] start = numbers(2, policy.size(), 1);
  private final float[] x = numbers(3, policy.size(), 1);
  private final float[] teacher = numbers(4, policy.size(), 1);

  /** A policy of at least two dimensions. */
  abstract SubstepPolicy policy();

  @Test
  void velocity_onTheTape_agreesWithTheOneWithout() {
    double[] tau = {0.2, 0.5, 0.9};
    Tape tape = new Tape();
    int size = policy.size();
    Value value =
        policy.velocity(
            tape,
            segments,
            tau,
            tape.input(output, ROWS, policy.outputs()),
            tape.input(start, ROWS, size),
            tape.input(x, ROWS, size));
    double[] expected = new double[size];
    for (int row = 0; row < ROWS; row++) {
      policy.velocity(segments[row], tau[row], output, start, x, row, expected);
      for (int d = 0; d < size; d++) {
        assertThat((double) value.data()[row * size + d])
            .as("row %d dimension %d, seed %d", row, d, SEED)
            .isCloseTo(expected[d], within(2e-5 * (1 + Math.abs(expected[d]))));
      }
    }
  }

  @Test
  void velocity_closeToTheEnd_isFinite() {
    double[] out = new double[policy.size()];
    policy.velocity(segments[2], 1 - 1e-12, output, start, x, 2, out);
    for (double number : out) {
      assertThat(number).isFinite();
    }
  }

  @Test
  void loss_gradient_agreesWithCentralDifferences() {
    ImitationLoss loss = loss();
    Tape tape = new Tape();
    Value network = tape.variable(output, ROWS, policy.outputs());
    tape.backward(loss.loss(tape, segments, count, network, start, x, teacher));
    float[] gradient = network.gradient().clone();
    float h = 4e-3f;
    for (int i = 0; i < output.length; i++) {
      float kept = output[i];
      output[i] = kept + h;
      double above = evaluate(loss);
      output[i] = kept - h;
      double below = evaluate(loss);
      output[i] = kept;
      double difference = (above - below) / (2 * h);
      assertThat((double) gradient[i])
          .as("output %d, seed %d", i, SEED)
          .isCloseTo(difference, within(5e-3 * (1 + Math.abs(difference))));
    }
  }

  /** The window's mean velocity is where the roll-out gets within it, over the time it takes. */
  @Test
  void loss_valueAtAWindow_isThatOfTheRollout() {
    SegmentRollout rollout = new SegmentRollout(policy, SUBSTEPS);
    float[] begin = new float[x.length];
    float[] end = new float[x.length];
    int[] later = {WINDOW, 5 + WINDOW, 11 + WINDOW};
    rollout.run(segments, count, output, start, begin);
    rollout.run(segments, later, output, start, end);
    double expected = 0;
    for (int i = 0; i < x.length; i++) {
      int row = i / policy.size();
      Segment segment = segments[row];
      double time = segment.tau(later[row], SUBSTEPS) - segment.tau(count[row], SUBSTEPS);
      double error = (end[i] - begin[i]) / time - teacher[i];
      expected += 0.5 * error * error / ROWS;
    }
    Tape tape = new Tape();
    Value network = tape.input(output, ROWS, policy.outputs());
    Value loss = loss().loss(tape, segments, count, network, start, begin, teacher);
    assertThat((double) loss.item()).isCloseTo(expected, within(1e-4 * (1 + expected)));
  }

  @Test
  void run_warm_allocatesNothing() {
    SegmentRollout rollout = new SegmentRollout(policy, SUBSTEPS);
    float[] end = new float[x.length];
    Allocations.assertNone(() -> rollout.run(segments[1], output, start, end));
  }

  @Test
  void update_warm_allocatesNothing() {
    ImitationLoss loss = loss();
    Tape tape = new Tape();
    Allocations.assertNone(
        () -> {
          tape.reset();
          Value network = tape.variable(output, ROWS, policy.outputs());
          tape.backward(loss.loss(tape, segments, count, network, start, x, teacher));
        });
  }

  private ImitationLoss loss() {
    return new ImitationLoss(new SegmentRollout(policy, SUBSTEPS), WINDOW, ROWS);
  }

  private double evaluate(ImitationLoss loss) {
    Tape tape = new Tape();
    Value network = tape.input(output, ROWS, policy.outputs());
    return loss.loss(tape, segments, count, network, start, x, teacher).item();
  }

  private static float[] numbers(long stream, int columns, double scale) {
    float[] numbers = new float[ROWS * columns];
    new RandomSource(SEED).split(stream).fillGaussian(numbers);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= (float) scale;
    }
    return numbers;
  }
}
