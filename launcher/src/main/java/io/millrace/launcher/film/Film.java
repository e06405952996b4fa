package io.millrace.launcher.film;

import io.millrace.env.AutoReset;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.VectorEnvironment;
import io.millrace.launcher.progress.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every moment of one episode, in order; the first is the reset. Where an episode is a single step,
 * one would show nothing: the moments are then a reset and the ends of {@value #SHORT_EPISODES}
 * episodes.
 *
 * @param spec of the environment
 * @param actor who acted, as a person would say it
 */
public record Film(EnvironmentSpec spec, String actor, List<Frame> frames) {
  private static final int LONGEST = 5000;
  private static final int SHORT_EPISODES = 120;

  public Film {
    frames = List.copyOf(frames);
  }

  /**
   * Films an episode until it ends, or for {@value #LONGEST} steps.
   *
   * @param seed of the episode; where there are several, that of the first and they count on
   */
  public static Film shoot(Environment environment, Performer performer, String actor, long seed) {
    VectorEnvironment rows = new VectorEnvironment(List.of(environment), AutoReset.NONE);
    float[] actions = new float[rows.rows() * rows.spec().actionSize()];
    rows.reset(seed);
    Arrays.fill(actions, Float.NaN);
    List<Frame> frames = new ArrayList<>();
    frames.add(frame(0, Double.NaN, 0, rows, actions, environment));
    int most = oneStep(rows.spec()) ? SHORT_EPISODES : LONGEST;
    double total = 0;
    for (int step = 1; step <= most && rows.running(0); step++) {
      performer.act(rows.observations(), actions);
      rows.step(actions);
      double reward = Arrays.stream(rows.rewards()).average().orElseThrow();
      total += reward;
      frames.add(frame(step, reward, total, rows, actions, environment));
      if (oneStep(rows.spec())) {
        rows.reset(seed + step);
      }
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

  /** Whether each moment is an episode of its own. */
  boolean oneStep() {
    return oneStep(spec);
  }

  private static boolean oneStep(EnvironmentSpec of) {
    return of.maxEpisodeSteps() == 1;
  }

  /** How many steps were taken. */
  public int steps() {
    return frames.size() - 1;
  }

  /** What the episode came to, or an episode on average where each is one step. */
  public double episodeReturn() {
    return episodeReturn(frames.get(frames.size() - 1));
  }

  private double episodeReturn(Frame last) {
    return oneStep() && last.step() > 0 ? last.total() / last.step() : last.total();
  }

  /** What there was up to a frame, in a few words. */
  String upTo(Frame frame) {
    return (oneStep() ? "episode %d   mean return %s" : "step %d   return %s")
        .formatted(frame.step(), Numbers.value(episodeReturn(frame)));
  }

  /** How long it is and what came of it. */
  public String outcome() {
    return (oneStep() ? "%d episodes of one step, mean return %s" : "%d steps, return %s")
        .formatted(steps(), Numbers.value(episodeReturn()));
  }

  /** The film in a sentence. */
  String caption() {
    return "%s of %s, %s: %s."
        .formatted(oneStep() ? "Episodes" : "An episode", spec.id(), actor, outcome());
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
