package io.millrace.job.border;

import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;

/** What must hold where agents have networks of their own: all observations are of one agent. */
final class AgentCheck {
  private AgentCheck() {}

  /**
   * @param trajectory with tensors of the right shapes
   * @throws RejectedException naming the first observation that begins with another number
   */
  static void check(PolicyShape shape, Trajectory trajectory, int steps) {
    float[] observations = Tensors.floats(trajectory.getObservations());
    float first = observations[0];
    if (!(first >= 0 && first < shape.agents() && first == (int) first)) {
      throw new RejectedException(
          RejectionReason.OUT_OF_RANGE,
          "expected an agent's number of 0 to %d, field=observations step=0 value=%s"
              .formatted(shape.agents() - 1, first));
    }
    for (int t = 1; t <= steps; t++) {
      float number = observations[t * shape.observationSize()];
      if (number != first) {
        throw new RejectedException(
            RejectionReason.OUT_OF_RANGE,
            "expected the agent's number of the first observation, %s, field=observations step=%d value=%s"
                .formatted(first, t, number));
      }
    }
  }
}
