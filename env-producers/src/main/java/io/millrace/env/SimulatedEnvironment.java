package io.millrace.env;

import io.millrace.env.picture.Scene;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.random.RandomSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** An {@link Environment} made of {@link Dynamics}: keeps the state and the rules of an episode. */
public final class SimulatedEnvironment implements Environment {

  private final Dynamics dynamics;
  private final EnvironmentSpec spec;
  private final double[] state;
  private final float[] lastAction;
  private final int numbers;
  private final Choices choices;
  private final float[] seen;
  private RandomSource noise;
  private boolean running;
  private boolean closed;
  private double lastReward = Double.NaN;

  public SimulatedEnvironment(Dynamics dynamics) {
    this.dynamics = dynamics;
    this.spec = dynamics.spec();
    this.state = new double[dynamics.stateSize()];
    this.lastAction = new float[spec.jointActionSize()];
    this.numbers = spec.actionSpace().box().size();
    this.choices = spec.actionSpace().choices().orElse(null);
    this.seen = new float[spec.jointObservationSize()];
    this.noise = RandomStreams.of(0, spec.id(), "noise");
    Arrays.fill(lastAction, Float.NaN);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public void reset(long seed, float[] observation) {
    checkOpen();
    checkLength("observation", observation.length, spec.jointObservationSize());
    dynamics.reset(RandomStreams.of(seed, spec.id(), "reset"), state);
    noise = RandomStreams.of(seed, spec.id(), "noise");
    start();
    dynamics.observe(state, observation);
  }

  private void start() {
    running = true;
    lastReward = Double.NaN;
    Arrays.fill(lastAction, Float.NaN);
  }

  @Override
  public void step(float[] action, StepResult out) {
    checkOpen();
    if (!running) {
      throw new IllegalStateException(
          "expected a reset before the next step, environment=" + spec.id());
    }
    checkAction(action);
    checkLength("observation", out.observation().length, spec.jointObservationSize());
    checkLength("rewards", out.agents(), spec.agents());
    out.set(0, false, false); // nothing of another step is left
    dynamics.step(state, action, noise, out);
    dynamics.observe(state, out.observation());
    lastReward = out.reward();
    System.arraycopy(action, 0, lastAction, 0, lastAction.length);
    running = !out.terminated();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("expected an open environment, environment=" + spec.id());
    }
  }

  private void checkAction(float[] action) {
    checkLength("action", action.length, spec.jointActionSize());
    for (int d = 0; d < action.length; d++) {
      if (!Float.isFinite(action[d])) {
        throw new IllegalArgumentException(
            "expected a finite action, environment="
                + spec.id()
                + " dimension="
                + d
                + " value="
                + action[d]);
      }
    }
    if (choices != null) {
      checkChoices(action);
    }
  }

  private void checkChoices(float[] action) {
    if (choices.masked()) {
      dynamics.observe(state, seen);
    }
    for (int agent = 0; agent < spec.agents(); agent++) {
      int end = (agent + 1) * spec.observationSize();
      String problem = choices.maskProblem(seen, end);
      if (problem == null) {
        problem = choices.problem(action, agent * spec.actionSize() + numbers, seen, end);
      }
      if (problem != null) {
        throw new IllegalArgumentException(problem + " environment=" + spec.id());
      }
    }
  }

  private void checkLength(String what, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "expected "
              + expected
              + " numbers, environment="
              + spec.id()
              + " array="
              + what
              + " length="
              + length);
    }
  }

  @Override
  public double[] state() {
    return state.clone();
  }

  @Override
  public void setState(double[] newState) {
    checkLength("state", newState.length, state.length);
    System.arraycopy(newState, 0, state, 0, state.length);
    start();
  }

  @Override
  public void observe(float[] observation) {
    checkLength("observation", observation.length, spec.jointObservationSize());
    dynamics.observe(state, observation);
  }

  @Override
  public byte[] saveState() {
    ByteBuffer bytes =
        ByteBuffer.allocate(savedBytes())
            .putInt(spec.id().hashCode())
            .put((byte) (running ? 1 : 0))
            .putDouble(lastReward)
            .putLong(noise.seed())
            .putLong(noise.state());
    for (double value : state) {
      bytes.putDouble(value);
    }
    for (float value : lastAction) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private int savedBytes() {
    return Integer.BYTES + 1 + (3 + state.length) * Long.BYTES + lastAction.length * Float.BYTES;
  }

  @Override
  public void loadState(byte[] saved) {
    ByteBuffer bytes = ByteBuffer.wrap(saved);
    if (saved.length != savedBytes() || bytes.getInt() != spec.id().hashCode()) {
      throw new IllegalArgumentException(
          "expected a saved state of this environment, environment="
              + spec.id()
              + " bytes="
              + saved.length);
    }
    running = bytes.get() == 1;
    lastReward = bytes.getDouble();
    noise = RandomSource.restore(bytes.getLong(), bytes.getLong());
    for (int i = 0; i < state.length; i++) {
      state[i] = bytes.getDouble();
    }
    for (int d = 0; d < lastAction.length; d++) {
      lastAction[d] = bytes.getFloat();
    }
  }

  @Override
  public Boolean success() {
    return dynamics.success(state, lastReward);
  }

  @Override
  public Map<String, String> attributes() {
    return dynamics.attributes(state, lastAction);
  }

  @Override
  public Optional<Scene> scene() {
    return dynamics.scene(state, lastAction);
  }

  @Override
  public void close() {
    closed = true;
    dynamics.close();
  }
}
