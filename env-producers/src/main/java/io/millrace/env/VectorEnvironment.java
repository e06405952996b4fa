package io.millrace.env;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Several environments of one kind stepped together, over struct-of-arrays buffers that are written
 * in place: row {@code r} of a {@code [rows][size]} buffer starts at {@code r * size}. Not
 * thread-safe.
 */
public final class VectorEnvironment {

  private final List<Environment> rows;
  private final AutoReset autoReset;
  private final EnvironmentSpec spec;

  private final float[] observations;
  private final float[] finalObservations;
  private final double[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final boolean[] running;
  private final long[] seeds;
  private final long[] episodes;

  private final float[] rowObservation;
  private final float[] rowAction;
  private final StepResult result;

  /** Takes environments of one spec; the vector owns them from now on. */
  public VectorEnvironment(List<? extends Environment> rows, AutoReset autoReset) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("expected at least one environment, rows=0");
    }
    this.rows = List.copyOf(rows);
    this.autoReset = autoReset;
    this.spec = rows.get(0).spec();
    for (Environment row : rows) {
      if (!row.spec().equals(spec)) {
        throw new IllegalArgumentException(
            "expected rows of one environment, first=" + spec + " other=" + row.spec());
      }
    }
    int n = rows.size();
    this.observations = new float[n * spec.observationSize()];
    this.finalObservations = new float[n * spec.observationSize()];
    this.rewards = new double[n];
    this.terminated = new boolean[n];
    this.truncated = new boolean[n];
    this.running = new boolean[n];
    this.seeds = new long[n];
    this.episodes = new long[n];
    this.rowObservation = new float[spec.observationSize()];
    this.rowAction = new float[spec.actionSize()];
    this.result = new StepResult(spec.observationSize());
  }

  public EnvironmentSpec spec() {
    return spec;
  }

  public int rows() {
    return rows.size();
  }

  /** Starts the same episode in every row: same seed, same state, same noise. */
  public void reset(long seed) {
    Arrays.fill(seeds, seed);
    resetAll();
  }

  /** Starts one episode per row. */
  public void reset(long[] rowSeeds) {
    if (rowSeeds.length != rows()) {
      throw new IllegalArgumentException(
          "expected one seed per row, rows=" + rows() + " seeds=" + rowSeeds.length);
    }
    System.arraycopy(rowSeeds, 0, seeds, 0, rows());
    resetAll();
  }

  private void resetAll() {
    for (int r = 0; r < rows(); r++) {
      episodes[r] = 0;
      terminated[r] = false;
      truncated[r] = false;
      running[r] = true;
      resetRow(r, seeds[r]);
    }
  }

  private void resetRow(int r, long seed) {
    rows.get(r).reset(seed, rowObservation);
    System.arraycopy(
        rowObservation, 0, observations, r * rowObservation.length, rowObservation.length);
  }

  /**
   * Steps every running row.
   *
   * @param actions [rows][actionSize]; rows at rest are not read
   * @return how many rows were stepped
   */
  public int step(float[] actions) {
    if (actions.length != rows() * rowAction.length) {
      throw new IllegalArgumentException(
          "expected rows x action size numbers, rows="
              + rows()
              + " actionSize="
              + rowAction.length
              + " length="
              + actions.length);
    }
    int stepped = 0;
    for (int r = 0; r < rows(); r++) {
      if (running[r]) {
        System.arraycopy(actions, r * rowAction.length, rowAction, 0, rowAction.length);
        stepRow(r);
        stepped++;
      }
    }
    return stepped;
  }

  private void stepRow(int r) {
    rows.get(r).step(rowAction, result);
    int at = r * rowObservation.length;
    float[] seen = result.observation();
    System.arraycopy(seen, 0, observations, at, seen.length);
    rewards[r] = result.reward();
    terminated[r] = result.terminated();
    truncated[r] = result.truncated();
    if (!result.done()) {
      return;
    }
    System.arraycopy(seen, 0, finalObservations, at, seen.length);
    if (autoReset == AutoReset.SAME_STEP) {
      episodes[r]++;
      String purpose = "auto-reset-" + r + "-" + episodes[r];
      resetRow(r, RandomStreams.of(seeds[r], spec.id(), purpose).nextLong());
    } else {
      running[r] = false;
    }
  }

  /** [rows][observationSize]: what to act on next; the last observation of a row at rest. */
  public float[] observations() {
    return observations;
  }

  /** [rows][observationSize]: true last observation of each row whose last step was a done one. */
  public float[] finalObservations() {
    return finalObservations;
  }

  /** [rows]: reward of each row's last step. */
  public double[] rewards() {
    return rewards;
  }

  /** [rows]: whether each row's last step terminated its episode. */
  public boolean[] terminated() {
    return terminated;
  }

  /** [rows]: whether each row's last step truncated its episode. */
  public boolean[] truncated() {
    return truncated;
  }

  /** Whether the next step will step this row. */
  public boolean running(int row) {
    return running[row];
  }

  /** Whether the row's last step ended an episode. */
  public boolean done(int row) {
    return terminated[row] || truncated[row];
  }

  /** {@link Environment#success()} of a row; under {@link AutoReset#NONE} valid after its end. */
  public Boolean success(int row) {
    return rows.get(row).success();
  }

  /**
   * {@link Environment#attributes()} of a row; under {@link AutoReset#NONE} valid after its end.
   */
  public Map<String, String> attributes(int row) {
    return rows.get(row).attributes();
  }
}
