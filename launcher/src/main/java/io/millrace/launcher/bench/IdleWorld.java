package io.millrace.launcher.bench;

import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;

/** What {@link IdleSimulator} plays, for a worker of the same process. */
record IdleWorld(int episodeSteps) implements Dynamics {
  private static final float SEEN = 0.123f;

  @Override
  public EnvironmentSpec spec() {
    return IdleGateway.spec(episodeSteps);
  }

  @Override
  public int stateSize() {
    return 0;
  }

  @Override
  public void reset(RandomSource random, double[] state) {}

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    out.set(1, false, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    Arrays.fill(observation, SEEN);
  }
}
