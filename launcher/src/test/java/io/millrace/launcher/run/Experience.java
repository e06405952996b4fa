package io.millrace.launcher.run;

import io.millrace.env.EnvironmentFactory;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.LatestPolicy;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.RolloutWorker;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Trajectories of a real worker, kept here instead of being sent. */
final class Experience {
  private Experience() {}

  /** So many trajectories, in whole groups, all of version 1. */
  static List<Trajectory> collect(Recipe recipe, FlowPolicy policy, int count) {
    List<Trajectory> collected = new ArrayList<>();
    LatestPolicy feed = new LatestPolicy();
    feed.offer(new ActingPolicy(1, policy, false));
    RolloutSettings settings =
        new RolloutSettings(
            recipe.policy().id(),
            recipe.policy().epoch(),
            "experience",
            recipe.seed(),
            recipe.rollout().groupSize(),
            count,
            recipe.learner().batch(),
            1,
            Duration.ofSeconds(1));
    RolloutWorker[] worker = new RolloutWorker[1];
    TrajectorySink sink =
        new TrajectorySink() {
          @Override
          public void send(Trajectory trajectory) {
            collected.add(trajectory);
            if (collected.size() == count) {
              worker[0].close();
            }
          }

          @Override
          public void send(GroupEnd end) {}

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    worker[0] =
        new RolloutWorker(
            settings,
            EnvironmentFactory.of(recipe.environment())::create,
            feed,
            sink,
            InstantSource.system());
    worker[0].run();
    return List.copyOf(collected.subList(0, count));
  }
}
