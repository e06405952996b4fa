package io.millrace.recipe.plugin;

import io.millrace.flow.objective.RatioUnit;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code fudoki}. */
public record FudokiOptions(
    @Doc("how far a probability ratio counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("weight of the divergence from the first version of the policy")
        @Default("0.0")
        @Range(min = 0)
        double kl,
    @Doc("what has a ratio: each step of the walk, or the decision, which is the product")
        @Default("decision")
        RatioUnit ratio) {
  public FudokiOptions {
    if (ratio == RatioUnit.CHAIN_MEAN) {
      throw new IllegalArgumentException("expected ratio step or decision, got chain-mean");
    }
  }
}
