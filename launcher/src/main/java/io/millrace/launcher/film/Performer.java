package io.millrace.launcher.film;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
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
      }
    };
  }

  private static void draw(ActionSpace.Box box, RandomSource random, float[] out, int at) {
    for (int d = 0; d < box.size(); d++) {
      float low = box.bounded(d) ? box.low(d) : -1;
      float high = box.bounded(d) ? box.high(d) : 1;
      out[at + d] = low + (float) random.nextDouble() * (high - low);
    }
  }
}
