package io.millrace.launcher.film;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import io.millrace.rollout.PolicyFit;

/** Chooses the actions of an episode that is filmed. */
@FunctionalInterface
public interface Performer {
  /**
   * Writes an action for each row.
   *
   * @param observations [rows][observationSize]
   * @param actions [rows][actionSize]
   */
  void act(float[] observations, float[] actions);

  /** A policy, acting in this way. */
  static Performer of(FlowPolicy policy, Acting acting, EnvironmentSpec spec, long seed) {
    PolicyFit.check(spec, policy.spec());
    Actor actor = Actor.of(policy, acting, spec.agents());
    FlowSample sample = actor.newSample();
    RandomSource noise = new RandomSource(seed).split("film-actions");
    return (observations, actions) -> {
      actor.act(observations, noise, sample);
      System.arraycopy(sample.actions(), 0, actions, 0, actions.length);
    };
  }

<<<<<<< HEAD
  /**
   * Anything that the space and what is seen allow, each with the same chance; -1 to 1 where a
   * number has no bounds.
   */
  static Performer random(EnvironmentSpec spec, long seed) {
    RandomSource random = new RandomSource(seed).split("film-actions");
    return (observations, actions) -> {
      for (int row = 0; row * spec.actionSize() < actions.length; row++) {
        int at = row * spec.actionSize();
        ActionSpace.Box box = spec.actionSpace().box();
        int end = (row + 1) * spec.observationSize();
        draw(box, random, actions, at);
        spec.actionSpace()
            .choices()
            .ifPresent(c -> c.draw(observations, end, random, actions, at + box.size()));
=======
  /** Anything that space and masks allow, each with the same chance; -1 to 1 without bounds. */
  static Performer random(ActionSpace space, long seed) {
    RandomSource random = new RandomSource(seed).split("film-actions");
    return (observations, actions) -> {
      int rows = actions.length / space.size();
      for (int row = 0; row < rows; row++) {
        int at = row * space.size();
        if (space instanceof ActionSpace.Box box) {
          draw(box, random, actions, at);
        } else {
          int end = (row + 1) * observations.length / rows;
          draw(space.choices().orElseThrow(), observations, end, random, actions, at);
        }
>>>>>>> 99d4ca70a9f9460b72f14721388ab1ab6f5308bd
      }
    };
  }

  private static void draw(ActionSpace.Box box, RandomSource random, float[] out, int at) {
    for (int d = 0; d < box.size(); d++) {
      float low = box.bounded(d) ? box.low(d) : -1;
      float high = box.bounded(d) ? box.high(d) : 1;
      out[at + d] = low + (float) random.nextDouble() * (high - low);
<<<<<<< HEAD
=======
    }
  }

  private static void draw(
      Choices choices, float[] seen, int end, RandomSource random, float[] out, int at) {
    int mask = end - choices.maskSize();
    for (int position = 0; position < choices.positions(); position++) {
      int count = choices.counts().get(position);
      int choice;
      do {
        choice = random.nextInt(count);
      } while (choices.masked() && seen[mask + choice] == 0);
      out[at + position] = choice;
      mask += count;
>>>>>>> 99d4ca70a9f9460b72f14721388ab1ab6f5308bd
    }
  }
}
