package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code dmpo}. */
public record DmpoOptions(
    @Doc("how far the probability ratio of a decision's chain counts")
        @Default("0.01")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("bonus for the entropy of the draws") @Default("0.01") @Range(min = 0) double entropy,
    @Doc("weight of the squared distance to the first version's mean velocities")
        @Default("0.05")
        @Range(min = 0)
        double behavior,
    @Doc("where the fall of that weight ends") @Default("0.0") @Range(min = 0) double behaviorEnd,
    @Doc("updates after which its fall would reach 0; 0: it does not fall")
        @Default("0")
        @Range(min = 0)
        long behaviorUpdates) {
  public DmpoOptions {
    if (behaviorEnd > behavior) {
      throw new IllegalArgumentException(
          "expected behaviorEnd <= behavior, got behaviorEnd="
              + behaviorEnd
              + " behavior="
              + behavior);
    }
  }
}
