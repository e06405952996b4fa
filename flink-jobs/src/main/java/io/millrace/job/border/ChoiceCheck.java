package io.millrace.job.border;

import io.millrace.flow.discrete.Choices;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;

/** What must hold of a trajectory of choices: each was there to choose when it was chosen. */
final class ChoiceCheck {
  private ChoiceCheck() {}

  /**
   * @param trajectory with tensors of the right shapes
   * @throws RejectedException naming the first step, position and value that cannot be
   */
  static void check(PolicyShape shape, Trajectory trajectory, int steps) {
    Choices choices = shape.choices();
    int size = shape.actionSize();
    TensorCheck.tokens("latentPath", trajectory.getLatentPath(), choices.most());
    float[] observations = Tensors.floats(trajectory.getObservations());
    float[] actions = Tensors.floats(trajectory.getActions());
    float[] path = Tensors.floats(trajectory.getLatentPath());
    for (int t = 0; t < steps; t++) {
      int end = (t + 1) * shape.observationSize();
      refuse("observations", t, choices.maskProblem(observations, end));
      refuse("actions", t, choices.problem(actions, t * size, observations, end));
      for (int s = 0; s < shape.draws(); s++) {
        int at = (t * shape.pathPoints() + shape.drawPoint(s)) * size;
        refuse("latentPath", t, choices.problem(path, at, observations, end));
      }
    }
  }

  private static void refuse(String field, int step, String problem) {
    if (problem != null) {
      throw new RejectedException(
          RejectionReason.OUT_OF_RANGE, problem + " field=" + field + " step=" + step);
    }
  }
}
