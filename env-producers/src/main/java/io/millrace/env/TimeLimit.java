package io.millrace.env;

import java.nio.ByteBuffer;

/**
 * Truncates an episode after {@code maxEpisodeSteps}. A step that terminates at the limit is
 * terminated, not truncated.
 */
public final class TimeLimit extends EnvironmentWrapper {

  private final int limit;
  private int steps;

  private TimeLimit(Environment inner) {
    super(inner);
    this.limit = inner.spec().maxEpisodeSteps();
  }

  /** The environment under the limit of its spec; itself if that has none. */
  public static Environment of(Environment inner) {
    return inner.spec().maxEpisodeSteps() == 0 ? inner : new TimeLimit(inner);
  }

  @Override
  public void reset(long seed, float[] observation) {
    inner.reset(seed, observation);
    steps = 0;
  }

  @Override
  public void step(float[] action, StepResult out) {
    if (steps >= limit) {
      throw new IllegalStateException(
          "expected a reset before the next step, environment=" + spec().id() + " steps=" + steps);
    }
    inner.step(action, out);
    steps++;
    if (steps >= limit && !out.terminated()) {
      out.setEnd(false, true);
    }
  }

  @Override
  public void setState(double[] state) {
    inner.setState(state);
    steps = 0;
  }

  @Override
  public byte[] saveState() {
    byte[] saved = inner.saveState();
    return ByteBuffer.allocate(Integer.BYTES + saved.length).putInt(steps).put(saved).array();
  }

  @Override
  public void loadState(byte[] saved) {
    if (saved.length < Integer.BYTES) {
      throw new IllegalArgumentException(
          "expected a saved state, environment=" + spec().id() + " bytes=" + saved.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(saved);
    int savedSteps = bytes.getInt();
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    inner.loadState(rest);
    steps = savedSteps;
  }
}
