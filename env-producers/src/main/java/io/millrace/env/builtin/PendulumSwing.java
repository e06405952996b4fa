package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;

/**
 * A mediocre way to swing a {@link Pendulum} up, for policies that shall start from one.
 *
 * <pre>
 * energy E = omega^2 / 2 + 15 cos theta, which is 15 at rest on top
 * below    u = clip((15 - E) sign(omega), -1, 1)        pumps with half of the torque there is
 * |theta| &lt; 0.3 off the top    u = -8 theta - omega    too little damping to hold it for long
 * action   clip(u + 1.5 eps, -2, 2),  eps ~ N(0, 1)
 * </pre>
 *
 * <p>Its mean return is about -590 (deviation 240 from episode to episode); random torques earn
 * -1,200, a good controller -150. The equation and the figure are ours: {@code PendulumTest}.
 */
final class PendulumSwing implements DemonstrationSource {
  private static final double TOP_ENERGY = 15;
  private static final double PUMP_TORQUE = 1;
  private static final double CATCH_ANGLE = 0.3;
  private static final double CATCH_STIFFNESS = 8;
  private static final double CATCH_DAMPING = 1;
  private static final double DEVIATION = 1.5;
  private static final double MAX_TORQUE = 2;

  private final Pendulum pendulum = new Pendulum();

  /** The torque in a state, unsteady. */
  float torque(double[] state, RandomSource random) {
    double torque = intended(state[0], state[1]) + DEVIATION * random.nextGaussian();
    return (float) Pendulum.clip(torque, MAX_TORQUE);
  }

  private static double intended(double theta, double omega) {
    double angle = Pendulum.wrap(theta);
    if (Math.abs(angle) < CATCH_ANGLE) {
      return -CATCH_STIFFNESS * angle - CATCH_DAMPING * omega;
    }
    double energy = omega * omega / 2 + TOP_ENERGY * StrictMath.cos(theta);
    return Pendulum.clip((TOP_ENERGY - energy) * Math.signum(omega), PUMP_TORQUE);
  }

  /** Whole episodes, one after the other; the last one may be cut off. */
  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    EnvironmentSpec spec = pendulum.spec();
    double[] state = new double[pendulum.stateSize()];
    StepResult result = new StepResult(spec.observationSize());
    for (int i = 0; i < observations.length; i++) {
      if (i % spec.maxEpisodeSteps() == 0) {
        pendulum.reset(random, state);
      }
      pendulum.observe(state, observations[i]);
      actions[i][0] = torque(state, random);
      pendulum.step(state, actions[i], random, result);
    }
  }
}
