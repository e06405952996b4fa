package io.millrace.flow.piflow;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.Guidance;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.VelocityField;
import io.millrace.flow.tensor.BatchFunction;

/**
 * Acts with a policy's student in the place of its flow network: the student is called once at the
 * start of each segment, and every substep follows the {@link GmFlowPolicy} that it named there.
 *
 * <p>The grid must have the segments' starts among its points: a multiple of {@code evaluations}
 * steps.
 *
 * @param components K of the student
 * @param evaluations network calls of an action, in segments of equal length
 */
public record StudentGuidance(int components, int evaluations) implements Guidance {
  private static final double ROUNDING = 1e-4;

  @Override
  public VelocityField field(FlowPolicy policy, int rows) {
    BatchFunction network =
        policy.model().part(PartSpec.STUDENT).inference(policy.model().parameters(), rows);
    return new Field(
        network,
        new GmFlowPolicy(components, policy.spec().actionSize()),
        Segment.chain(evaluations, 1, 1),
        rows);
  }

  private static final class Field implements VelocityField {
    private final BatchFunction network;
    private final GmFlowPolicy policy;
    private final Segment[] segments;
    private final int rows;
    private final float[] input;
    private final float[] x;
    private final float[] start;
    private final float[] velocity;
    private final double[] one;
    private float[] said;

    Field(BatchFunction network, GmFlowPolicy policy, Segment[] segments, int rows) {
      this.network = network;
      this.policy = policy;
      this.segments = segments;
      this.rows = rows;
      int size = policy.size();
      this.input = new float[network.input().length];
      this.x = new float[rows * size];
      this.start = new float[rows * size];
      this.velocity = new float[rows * size];
      this.one = new double[size];
    }

    @Override
    public float[] input() {
      return input;
    }

    @Override
    public float[] run() {
      int size = policy.size();
      int width = input.length / rows;
      double tau = input[size];
      int number = Math.min((int) (tau * segments.length + ROUNDING), segments.length - 1);
      Segment segment = segments[number];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(input, row * width, x, row * size, size);
      }
      if (Math.abs(tau - segment.start()) < ROUNDING / segments.length) {
        System.arraycopy(x, 0, start, 0, x.length);
        System.arraycopy(input, 0, network.input(), 0, input.length);
        said = network.run();
      }
      for (int row = 0; row < rows; row++) {
        policy.velocity(segment, tau, said, start, x, row, one);
        for (int d = 0; d < size; d++) {
          velocity[row * size + d] = (float) one[d];
        }
      }
      return velocity;
    }
  }
}
