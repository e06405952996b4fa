package io.millrace.gateway;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.ScoredActions;
import io.millrace.gateway.Refusal.Code;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.Arrays;
import java.util.List;

/**
 * An episode that somebody else's policy played, told after the fact. It carries no likelihoods and
 * no path of this policy, so nothing can be learned from it online: it goes to the demonstrations,
 * which recipes with a warm start imitate.
 */
final class LoggedEpisode {
  private LoggedEpisode() {}

  /**
   * Reads it.
   *
   * @param id of the record, unique for ever
   * @throws Refusal naming the field that does not fit
   */
  static Trajectory read(Fields message, EnvironmentSpec environment, String id, long nowMs) {
    for (String recorded : new String[] {"logProbs", "latentPath"}) {
      if (message.has(recorded)) {
        throw new Refusal(
            Code.BAD_MESSAGE,
            recorded
                + ": a logged episode is a demonstration; a producer that acts by itself writes its trajectories to Kafka");
      }
    }
    float[] actions = actions(message, environment.actionSpace());
    int steps = actions.length / environment.actionSize();
    float[] observations = message.rows("observations", environment.observationSize());
    int seen =
        environment.observationSize() == 0
            ? steps + 1
            : observations.length / environment.observationSize();
    if (steps < 1 || (seen != steps && seen != steps + 1)) {
      throw new Refusal(
          Code.BAD_SHAPE,
          "observations: expected one for each of %d actions, or one more, got %d"
              .formatted(steps, seen));
    }
    checkActions(actions, environment);
    float[] rewards = message.has("rewards") ? message.numbers("rewards") : null;
    if (rewards != null && rewards.length != steps) {
      throw new Refusal(
          Code.BAD_SHAPE,
          "rewards: expected one for each of %d actions, got %d".formatted(steps, rewards.length));
    }
    boolean terminated = message.flag("terminated", false);
    return Trajectory.newBuilder()
        .setTrajectoryId(id)
        .setGroupId(id)
        .setMemberIndex(0)
        .setGroupSize(1)
        .setPolicyId(message.text("actor", "unknown"))
        .setEpoch(0)
        .setPolicyVersion(0)
        .setEnvironment(environment.id())
        .setObservations(Tensors.of(observations, seen, environment.observationSize()))
        .setActions(forPolicies(actions, steps, environment))
        .setRewards(
            rewards == null ? Tensors.of(new float[0], steps, 0) : Tensors.of(rewards, steps, 1))
        .setTerminated(terminated)
        .setTruncated(message.flag("truncated", !terminated))
        .setStartedAtMs(nowMs)
        .setEndedAtMs(nowMs)
        .setAttributes(message.attributes("attributes"))
        .build();
  }

  private static float[] actions(Fields message, ActionSpace space) {
    if (!(space instanceof ActionSpace.Mixed)) {
      return message.rows("actions", space.size());
    }
    List<Fields> rows = message.objects("actions");
    float[] actions = new float[rows.size() * space.size()];
    int numbers = space.box().size();
    for (int row = 0; row < rows.size(); row++) {
      int at = row * space.size();
      rows.get(row).numbers(Replies.NUMBERS, actions, at, numbers);
      rows.get(row).numbers(Replies.CHOICES, actions, at + numbers, space.size() - numbers);
    }
    return actions;
  }

  /** As the policy that imitates them would have given them. */
  private static Tensor forPolicies(float[] actions, int steps, EnvironmentSpec environment) {
    if (!(environment.actionSpace() instanceof ActionSpace.Mixed mixed)) {
      return Tensors.of(actions, steps, environment.actionSize());
    }
    ScoredActions scores = new ScoredActions(mixed);
    int size = scores.box().size();
    float[] scored = new float[steps * size];
    for (int step = 0; step < steps; step++) {
      scores.encode(actions, step * mixed.size(), scored, step * size);
    }
    return Tensors.of(scored, steps, size);
  }

  private static void checkActions(float[] actions, EnvironmentSpec environment) {
    int size = environment.actionSize();
    for (int step = 0; step < actions.length / size; step++) {
      float[] action = Arrays.copyOfRange(actions, step * size, (step + 1) * size);
      if (!environment.actionSpace().contains(action)) {
        throw new Refusal(
            Code.BAD_MESSAGE,
            "actions[%d]: expected an action of %s, got %s"
                .formatted(step, environment.actionSpace(), Arrays.toString(action)));
      }
    }
  }
}
