package io.millrace.env.check;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What keeps the contract and is hard to learn in all the same. */
final class Warnings {
  private static final double LARGE_OBSERVATION = 100;
  private static final double LARGE_REWARD = 10_000;
  private static final double LARGE_ACTION = 10;
  private static final double NARROW_ACTION = 0.1;

  private Warnings() {}

  static List<Finding> of(Survey survey) {
    List<Finding> found = new ArrayList<>();
    if (survey.steps() > 0) {
      observations(survey, found);
      rewards(survey, found);
      clock(survey, found);
    }
    actions(survey.spec().actionSpace().box(), found);
    return found;
  }

  private static void observations(Survey survey, List<Finding> found) {
    for (int d = 0; d < survey.least().length; d++) {
      float least = survey.least()[d];
      float most = survey.most()[d];
      if (least == most) {
        warn(found, "observation-scale", "observation[%d] is always %s", d, least);
      } else if (Math.max(Math.abs(least), Math.abs(most)) > LARGE_OBSERVATION) {
        warn(
            found,
            "observation-scale",
            "observation[%d] is %s to %s: networks want numbers near [-1, 1]",
            d,
            least,
            most);
      } else if (!survey.spec().observationSpace().bounded(d)) {
        warn(
            found,
            "observation-bounds",
            "observation[%d] is declared without bounds, seen %s to %s",
            d,
            least,
            most);
      }
    }
  }

  private static void rewards(Survey survey, List<Finding> found) {
    boolean constant = survey.leastReward() == survey.mostReward();
    if (constant && survey.returns().stream().distinct().count() <= 1) {
      warn(found, "rewards", "every reward was %s: nothing to learn from", survey.leastReward());
    }
    if (Math.max(Math.abs(survey.leastReward()), Math.abs(survey.mostReward())) > LARGE_REWARD) {
      warn(found, "rewards", "rewards are %s to %s", survey.leastReward(), survey.mostReward());
    }
  }

  /** A limit of its own hides from the wrapper's, and from whoever reads the spec. */
  private static void clock(Survey survey, List<Finding> found) {
    EnvironmentSpec spec = survey.spec();
    if (survey.shortestTruncated() < spec.maxEpisodeSteps()) {
      warn(
          found,
          "own-limit",
          "truncated itself after %d steps, before spec.maxEpisodeSteps=%d",
          survey.shortestTruncated(),
          spec.maxEpisodeSteps());
    }
  }

  private static void actions(ActionSpace.Box box, List<Finding> found) {
    for (int d = 0; d < box.size(); d++) {
      float low = box.low(d);
      float high = box.high(d);
      if (Float.isFinite(low) != Float.isFinite(high)) {
        warn(found, "action-scale", "action[%d] has one bound, %s to %s", d, low, high);
      } else if (box.bounded(d)
          && (Math.max(Math.abs(low), Math.abs(high)) > LARGE_ACTION
              || high - low < NARROW_ACTION)) {
        warn(found, "action-scale", "action[%d] is %s to %s, far from [-1, 1]", d, low, high);
      }
    }
  }

  private static void warn(List<Finding> found, String rule, String format, Object... values) {
    found.add(
        new Finding(rule, Finding.Verdict.WARNING, String.format(Locale.ROOT, format, values)));
  }
}
