package io.millrace.env.check;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.random.RandomSource;

/**
 * Actions as a policy without any knowledge would take them: a bounded number is drawn around the
 * middle of its bounds, N(middle, (half width)^2), so that a third of them are outside, where a
 * flow policy's are too; any other number is N(0, 1); a choice is one of those that the mask
 * allows.
 */
final class RandomActions {
  private RandomActions() {}

  /**
   * Draws for every agent.
   *
   * @param observations [agents][observationSize], what they see, masks included
   */
  static float[] draw(EnvironmentSpec spec, float[] observations, RandomSource random) {
    float[] actions = new float[spec.jointActionSize()];
    Choices choices = spec.actionSpace().choices().orElse(null);
    for (int agent = 0; agent < spec.agents(); agent++) {
      int at = agent * spec.actionSize();
      ActionSpace.Box box = spec.actionSpace().box();
      draw(box, random, actions, at);
      if (choices != null) {
        int end = (agent + 1) * spec.observationSize();
        choices.draw(observations, end, random, actions, at + box.size());
      }
    }
    return actions;
  }

  private static void draw(ActionSpace.Box box, RandomSource random, float[] out, int at) {
    for (int d = 0; d < box.size(); d++) {
      double draw = random.nextGaussian();
      double low = box.low(d);
      double high = box.high(d);
      out[at + d] = (float) (box.bounded(d) ? (low + high) / 2 + (high - low) / 2 * draw : draw);
    }
  }
}
