package io.millrace.gateway;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.discrete.Choices;
import io.millrace.gateway.Refusal.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a client and the gateway agree on when a session opens.
 *
 * @param name of the session within its connection
 * @param episodes that run in lockstep
 * @param batch whether messages carry lists, one element for each episode
 * @param judging whether its episodes judge the policy, which does not explore in them, and are
 *     never learned from
 * @param truncating whether an episode that its client leaves ends as truncated, where that does
 *     not hurt a group
 */
record SessionTerms(String name, int episodes, boolean batch, boolean judging, boolean truncating) {

  /**
   * Reads an open message.
   *
   * @throws Refusal naming the field that does not fit, its value and what is expected
   */
  static SessionTerms read(Fields open, String name, GatewaySettings settings, long mostEpisodes) {
    checkPolicy(open, settings);
    checkSpaces(open, settings.environment());
    int groupSize = settings.rollout().groupSize();
    int episodes = open.whole("episodes", 1);
    boolean judging = open.flag("evaluate", false);
    checkLimit(episodes, settings);
    if (judging) { // no groups, and nothing to be ahead of
      return new SessionTerms(name, episodes, open.has("episodes"), true, false);
    }
    checkGroups(episodes, groupSize, settings, mostEpisodes);
    if (groupSize > 1 && !open.flag("seeds", true)) {
      throw new Refusal(
          Code.NEEDS_SEEDS,
          ("seeds: the recipe compares groups of %d episodes that start alike, so expected a"
                  + " simulator that takes seeds, got false; a recipe with groupSize 1 needs none")
              .formatted(groupSize));
    }
    return new SessionTerms(
        name, episodes, open.has("episodes"), false, truncating(open, groupSize));
  }

  private static void checkPolicy(Fields open, GatewaySettings settings) {
    expect("policy", settings.rollout().policyId(), open);
    expect("environment", settings.environment().id(), open);
  }

  private static void expect(String field, String value, Fields open) {
    String said = open.text(field, value);
    if (!said.equals(value)) {
      throw new Refusal(Code.MISFIT, "%s: expected %s, got %s".formatted(field, value, said));
    }
  }

  private static void checkSpaces(Fields open, EnvironmentSpec environment) {
    int size = open.whole("observationSize", environment.observationSize());
    if (size != environment.observationSize()) {
      throw new Refusal(
          Code.MISFIT,
          "observationSize: expected %d, got %d".formatted(environment.observationSize(), size));
    }
    if (!open.has("actions")) {
      return;
    }
    Fields actions = open.object("actions");
    if (environment.actionSpace() instanceof ActionSpace.Discrete choice) {
      int choices = actions.whole("choices", 0);
      if (choices != choice.n()) {
        throw new Refusal(
            Code.MISFIT, "actions.choices: expected %d, got %d".formatted(choice.n(), choices));
      }
      return;
    }
    ActionSpace.Box box = environment.actionSpace().box();
    Optional<Choices> choices = environment.actionSpace().choices();
    choices.ifPresent(all -> checkCounts(actions, all.counts()));
    if (box.size() > 0) {
      checkBox(actions, box, choices.isPresent());
    }
  }

  private static void checkCounts(Fields actions, List<Integer> counts) {
    float[] said = actions.numbers("choices");
    boolean same = said.length == counts.size();
    for (int i = 0; same && i < said.length; i++) {
      same = said[i] == counts.get(i);
    }
    if (!same) {
      throw new Refusal(
          Code.MISFIT,
          "actions.choices: expected %s, got %s".formatted(counts, Arrays.toString(said)));
    }
  }

  private static void checkBox(Fields actions, ActionSpace.Box box, boolean mixed) {
    if (actions.has("choices") && !mixed) {
      throw new Refusal(
          Code.MISFIT,
          "actions.choices: expected low and high of %d numbers".formatted(box.size()));
    }
    if (actions.has("size")) { // of actions without bounds
      int size = actions.whole("size", 0);
      if (size != box.size()) {
        throw new Refusal(
            Code.MISFIT, "actions.size: expected %d, got %d".formatted(box.size(), size));
      }
      return;
    }
    for (String bound : new String[] {"low", "high"}) {
      float[] said = actions.numbers(bound);
      if (said.length != box.size()) {
        throw new Refusal(
            Code.MISFIT,
            "actions.%s: expected %d numbers, got %d".formatted(bound, box.size(), said.length));
      }
      for (int d = 0; d < said.length; d++) {
        float expected = bound.equals("low") ? box.low(d) : box.high(d);
        if (said[d] != expected) {
          throw new Refusal(
              Code.MISFIT,
              "actions.%s[%d]: expected %s, got %s".formatted(bound, d, expected, said[d]));
        }
      }
    }
  }

  private static void checkLimit(int episodes, GatewaySettings settings) {
    int limit = settings.limits().episodesPerSession();
    if (episodes < 1 || episodes > limit) {
      throw new Refusal(
          Code.LIMIT,
          "episodes: expected 1 to %d (episodesPerSession), got %d".formatted(limit, episodes));
    }
  }

  private static void checkGroups(
      int episodes, int groupSize, GatewaySettings settings, long mostEpisodes) {
    if (settings.membersTogether() && episodes != groupSize) {
      throw new Refusal(
          Code.MISFIT,
          "episodes: members of a group share noise, so expected a session of a whole group, %d, got %d"
              .formatted(groupSize, episodes));
    }
    if (episodes > 1 && episodes % groupSize != 0) {
      throw new Refusal(
          Code.MISFIT,
          "episodes: expected 1, or whole groups of %d, got %d".formatted(groupSize, episodes));
    }
    if (episodes > mostEpisodes) {
      throw new Refusal(
          Code.LIMIT,
          "episodes: expected at most %d, as many as may run ahead of the learner, got %d"
              .formatted(mostEpisodes, episodes));
    }
  }

  private static boolean truncating(Fields open, int groupSize) {
    String orphans = open.text("orphans", "abandon");
    if (!orphans.equals("abandon") && !orphans.equals("truncate")) {
      throw new Refusal(Code.BAD_MESSAGE, "orphans: expected abandon or truncate, got " + orphans);
    }
    boolean truncating = orphans.equals("truncate");
    if (truncating && groupSize > 1) {
      throw new Refusal(
          Code.MISFIT,
          "orphans: members of a group are compared by their returns, so expected abandon with groups of %d, got truncate"
              .formatted(groupSize));
    }
    return truncating;
  }
}
