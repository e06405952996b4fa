package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;

/**
 * A driver of {@link Moving} by hand: turns to the target, goes as fast as it can still stop, and
 * brakes so that it stands in the middle.
 *
 * <pre>
 * way to a stop from speed v   s = stepTime v^2 / (2 brake)
 * s &gt;= d - radius / 2 and v &gt; 0, or d &lt; radius   brake
 * |bearing| &gt; 0.05             turn by it
 * else                         accelerate up to the speed 4
 * </pre>
 *
 * <p>Under the standard options it succeeds almost always ({@code MovingTest}). As a source of
 * demonstrations it plays whole episodes, one after the other. It is ours.
 */
final class MovingRule implements DemonstrationSource {
  private static final double CRUISE = 4;
  private static final double STRAIGHT = 0.05;

  private final Moving moving;

  MovingRule(Moving moving) {
    this.moving = moving;
  }

  /** Writes acceleration, turn and choice. */
  void act(double[] state, float[] action) {
    Moving.Options options = moving.options();
    double distance = Moving.distance(state);
    double speed = Moving.speed(state);
    double bearing = Moving.bearing(state);
    double stopping = options.stepTime() * speed * speed / (2 * options.brake());
    boolean near = speed > 0 && stopping >= distance - Moving.RADIUS / 2;
    action[0] = 0;
    action[1] = 0;
    if (near || distance < Moving.RADIUS) {
      action[2] = Moving.BRAKE;
    } else if (Math.abs(bearing) > STRAIGHT) {
      action[2] = Moving.TURN;
      action[1] = (float) Math.max(-1, Math.min(1, bearing / options.maxTurn()));
    } else {
      action[2] = Moving.ACCELERATE;
      action[0] = (float) Math.max(0, Math.min(1, (CRUISE - speed) / options.maxAcceleration()));
    }
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    double[] state = new double[moving.stateSize()];
    StepResult result = StepResult.of(moving.spec());
    moving.reset(random, state);
    for (int i = 0; i < observations.length; i++) {
      moving.observe(state, observations[i]);
      act(state, actions[i]);
      moving.step(state, actions[i], random, result);
      if (result.terminated()) {
        moving.reset(random, state);
      }
    }
  }
}
