package io.millrace.rollout;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lives for five steps, and fails in a chosen way at the third step of chosen episodes. Episodes
 * are counted over all instances of one {@link Plan}.
 */
final class BrokenEnvironment implements Environment {

  enum Failure {
    THROWS,
    NAN_REWARD,
    NAN_OBSERVATION,
    ENDLESS
  }

  /** Which episodes fail, and how; counts what was made. */
  static final class Plan {
    private final Failure failure;
    private final int every;
    final AtomicInteger instances = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger episodes = new AtomicInteger();

    Plan(Failure failure, int every) {
      this.failure = failure;
      this.every = every;
    }

    Environment create() {
      instances.incrementAndGet();
      return new BrokenEnvironment(this);
    }
  }

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "broken", ActionSpace.Box.unbounded(2), ActionSpace.Box.unbounded(1), 0, false);

  private final Plan plan;
  private int steps;
  private boolean fails;

  private BrokenEnvironment(Plan plan) {
    this.plan = plan;
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public void reset(long seed, float[] observation) {
    steps = 0;
    fails = plan.episodes.incrementAndGet() % plan.every == 0;
    observe(observation);
  }

  @Override
  public void step(float[] action, StepResult out) {
    steps++;
    observe(out.observation());
    out.set(1, steps >= 5, false);
    if (fails && steps >= 3) {
      switch (plan.failure) {
        case THROWS -> throw new IllegalStateException("the gearbox broke");
        case NAN_REWARD -> out.set(Double.NaN, false, false);
        case NAN_OBSERVATION -> out.observation()[1] = Float.NaN;
        case ENDLESS -> out.set(1, false, false);
      }
    }
  }

  @Override
  public void observe(float[] observation) {
    observation[0] = steps;
    observation[1] = 1;
  }

  @Override
  public double[] state() {
    return new double[] {steps};
  }

  @Override
  public void setState(double[] state) {
    steps = (int) state[0];
  }

  @Override
  public byte[] saveState() {
    return new byte[] {(byte) steps};
  }

  @Override
  public void loadState(byte[] saved) {
    steps = saved[0];
  }

  @Override
  public Boolean success() {
    return null;
  }

  @Override
  public Map<String, String> attributes() {
    return Map.of();
  }

  @Override
  public void close() {
    plan.closed.incrementAndGet();
  }
}
