package io.millrace.env;

import io.millrace.flow.discrete.Choices;
import java.util.Arrays;

/**
 * How a policy of real numbers acts where actions are numbers and choices together: it gives the
 * numbers of the box, and beside them a score for each option of each position. The environment
 * takes, at each position, the allowed option of the greatest score, the first one of equals.
 *
 * <pre>
 * scored (u_1 .. u_A, s_{1,1} .. s_{1,n_1}, s_{2,1} ..)   in R^{A + n_1 + n_2 + ..}
 * action (u_1 .. u_A, argmax over allowed j of s_{1,j}, ..)
 * </pre>
 *
 * <p>Why so: the draw of the policy stays one point of a continuous space with an exact density,
 * and the choice is a fixed function of it, a part of the environment. So whatever is true of flows
 * over real numbers, every sampler and the gradient of every objective, is true here as it stands;
 * nothing has to be known of the chance of an option, which is an integral over the scores. The
 * price: scores that lead to the same option explore nothing, and only the draw's noise, not an
 * entropy of options, keeps options alive.
 *
 * <p>An action that was taken otherwise is written back as scores of 1 for what was chosen and -1
 * for the rest, the ends of what a flow sample of width 1 reaches.
 */
public final class ScoredActions {
  private static final float LEAST = -1;
  private static final float MOST = 1;

  private final ActionSpace.Mixed space;
  private final Choices choices;
  private final ActionSpace.Box box;

  /** Of actions in this space. */
  public ScoredActions(ActionSpace.Mixed space) {
    this.space = space;
    this.choices = space.positions().of();
    int numbers = space.box().size();
    int scores = choices.counts().stream().mapToInt(Integer::intValue).sum();
    float[] low = new float[numbers + scores];
    float[] high = new float[low.length];
    Arrays.fill(low, LEAST);
    Arrays.fill(high, MOST);
    for (int d = 0; d < numbers; d++) {
      low[d] = space.box().low(d);
      high[d] = space.box().high(d);
    }
    this.box = new ActionSpace.Box(low, high);
  }

  /** What a policy's numbers are centered and scaled by; scores beyond are compared as they are. */
  public ActionSpace.Box box() {
    return box;
  }

  /**
   * The action that the environment takes. A mask is believed: where it allows nothing the first
   * option is written, which whoever takes the action then refuses.
   *
   * @param scored rows of numbers, finite
   * @param from place of the policy's first number
   * @param observations rows of numbers
   * @param end place after the observation's last number, which is the mask's where there is one
   * @param action overwritten from {@code to} on
   */
  public void decode(
      float[] scored, int from, float[] observations, int end, float[] action, int to) {
    int numbers = space.box().size();
    System.arraycopy(scored, from, action, to, numbers);
    int score = from + numbers;
    int mask = end - choices.maskSize();
    for (int position = 0; position < choices.positions(); position++) {
      int count = choices.counts().get(position);
      int best = -1;
      for (int option = 0; option < count; option++) {
        boolean allowed = !choices.masked() || observations[mask + option] == 1;
        if (allowed && (best < 0 || scored[score + option] > scored[score + best])) {
          best = option;
        }
      }
      action[to + numbers + position] = Math.max(best, 0);
      score += count;
      mask += count;
    }
  }

  /**
   * Scores that lead to an action.
   *
   * @param action rows of numbers, inside the space
   * @param from place of the action's first number
   * @param scored overwritten from {@code to} on
   */
  public void encode(float[] action, int from, float[] scored, int to) {
    int numbers = space.box().size();
    System.arraycopy(action, from, scored, to, numbers);
    Arrays.fill(scored, to + numbers, to + box.size(), LEAST);
    int score = to + numbers;
    for (int position = 0; position < choices.positions(); position++) {
      scored[score + (int) action[from + numbers + position]] = MOST;
      score += choices.counts().get(position);
    }
  }

  /** The same demonstrations, as a policy is to imitate them. */
  DemonstrationSource demonstrations(DemonstrationSource source) {
    return (random, observations, scored) -> {
      float[][] actions = new float[scored.length][space.size()];
      source.demonstrate(random, observations, actions);
      for (int row = 0; row < scored.length; row++) {
        encode(actions[row], 0, scored[row], 0);
      }
    };
  }
}
