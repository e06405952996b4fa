package io.millrace.env.jets;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;

/**
 * A mediocre way to keep the orange ball below the target of {@link BoxOFlows}, for policies that
 * shall start from one: it never lifts the ball.
 *
 * <pre>
 * push = -4 (x - target x) - 3 v_x
 * nozzles more than 0.04 m behind the ball, seen along the push, open by |push|, at most 1; others: -0.5
 * action = clip(these + 0.15 eps, -1, 1),  eps ~ N(0, 1)
 * </pre>
 *
 * <p>The rule and the figures are ours: see {@code BoxOFlowsTest}.
 */
final class BallKeeper implements DemonstrationSource {

  private static final double STIFFNESS = 4;
  private static final double DAMPING = 3;
  private static final double BESIDE = 0.04;
  private static final double SHUT = -0.5;
  private static final double DEVIATION = 0.15;

  private final BoxOFlows.Options options;

  BallKeeper(BoxOFlows.Options options) {
    this.options = options;
  }

  /** The commands where this is observed, unsteady. */
  void act(float[] observation, RandomSource random, float[] action) {
    double x = (observation[0] + 1) * BallBox.SIZE / 2;
    double speed = observation[2 * options.balls()];
    double push = -STIFFNESS * (x - options.targetX()) - DAMPING * speed;
    for (int j = 0; j < action.length; j++) {
      double behind = (x - AirJets.place(j + 1)) * Math.signum(push);
      double command = behind > BESIDE ? Math.min(1, Math.abs(push)) : SHUT;
      command += DEVIATION * random.nextGaussian();
      action[j] = (float) Math.max(-1, Math.min(1, command));
    }
  }

  /** Whole episodes, one after the other; the last one may be cut off. */
  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    BoxOFlows box = new BoxOFlows(options);
    double[] state = new double[box.stateSize()];
    StepResult result = new StepResult(box.spec().observationSize());
    for (int i = 0; i < observations.length; i++) {
      if (i % box.spec().maxEpisodeSteps() == 0) {
        box.reset(random, state);
      }
      box.observe(state, observations[i]);
      act(observations[i], random, actions[i]);
      box.step(state, actions[i], random, result);
    }
  }
}
