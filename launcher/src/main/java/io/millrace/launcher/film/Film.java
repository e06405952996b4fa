package io.millrace.launcher.film;

import io.millrace.env.AutoReset;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.VectorEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every moment of one episode, in order; the first is the reset.
 *
 * @param spec of the environment
 * @param actor who acted, as a person would say it
 */
public record Film(EnvironmentSpec spec, String actor, List<Frame> frames) {
  private static final int LONGEST = 5000;

  public Film {
    frames = List.copyOf(frames);
  }

  /** Films an episode until it ends, or for {@value #LONGEST} steps. */
  public static Film shoot(Environment environment, Performer performer, String actor, long seed) {
    VectorEnvironment rows = new VectorEnvironment(List.of(environment), AutoReset.NONE);
    float[] actions = new float[rows.rows() * rows.spec().actionSize()];
    rows.reset(seed);
    Arrays.fill(actions, Float.NaN);
    List<Frame> frames = new ArrayList<>();
    frames.add(frame(0, Double.NaN, 0, rows, actions, environment));
    double total = 0;
    for (int step = 1; step <= LONGEST && rows.running(0); step++) {
      performer.act(rows.observations(), actions);
      rows.step(actions);
      double reward = Arrays.stream(rows.rewards()).average().orElseThrow();
      total += reward;
      frames.add(frame(step, reward, total, rows, actions, environment));
    }
    return new Film(rows.spec(), actor, frames);
  }

  private static Frame frame(
      int step,
      double reward,
      double total,
      VectorEnvironment rows,
      float[] actions,
      Environment environment) {
    return new Frame(
        step,
        reward,
        total,
        rows.observations().clone(),
        actions.clone(),
        environment.scene().orElse(null));
  }

  /** How many steps the episode took. */
  public int steps() {
    return frames.size() - 1;
  }

  /** What the episode came to. */
  public double episodeReturn() {
    return frames.get(frames.size() - 1).total();
  }

  /** At most {@code count} frames, the first and the last among them, evenly spread. */
  List<Frame> spread(int count) {
    if (frames.size() <= count) {
      return frames;
    }
    List<Frame> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(frames.get((int) Math.round((double) i * (frames.size() - 1) / (count - 1))));
    }
    return some;
  }
}
