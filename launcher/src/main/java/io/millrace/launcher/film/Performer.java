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

  /** Anything that the space allows, each with the same chance; -1 to 1 where it has no bounds. */
  static Performer random(ActionSpace space, long seed) {
    RandomSource random = new RandomSource(seed).split("film-actions");
    return (observations, actions) -> {
      for (int i = 0; i < actions.length; i++) {
        actions[i] = draw(space, i % space.size(), random);
      }
    };
  }

  private static float draw(ActionSpace space, int dimension, RandomSource random) {
    ActionSpace.Box box = space.box();
    if (dimension >= box.size()) {
      int position = dimension - box.size();
      return random.nextInt(space.choices().orElseThrow().counts().get(position));
    }
    float low = box.bounded(dimension) ? box.low(dimension) : -1;
    float high = box.bounded(dimension) ? box.high(dimension) : 1;
    return low + (float) random.nextDouble() * (high - low);
  }
}
