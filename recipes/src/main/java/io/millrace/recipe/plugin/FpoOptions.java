package io.millrace.recipe.plugin;

import io.millrace.flow.objective.MatchingRatio;
import io.millrace.flow.objective.MatchingReduction;
import io.millrace.flow.objective.ValueError;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objectives {@code fpo} and {@code fpo-plus-plus}. */
public record FpoOptions(
    @Doc("how far a ratio counts")
        @Default("0.05")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc(
            "how the squared flow-matching error of D dimensions becomes one: its mean, sum, or by sqrt D")
        @Default("mean")
        MatchingReduction lossReduction,
    @Doc("noises and flow times for which a decision is judged, drawn when it is made")
        @Default("8")
        @Range(min = 1, max = 1000)
        int pairs,
    @Doc("logarithms of ratios are limited to this distance from 0; 0: no limit")
        @Default("3.0")
        @Range(min = 0)
        double logRatioLimit,
    @Doc("weight of the value network's error, where credit uses values")
        @Default("0.5")
        @Range(min = 0)
        double value,
    @Doc("how far a value may move in an update; 0: no limit") @Default("0.0") @Range(min = 0)
        double valueClip,
    @Doc("whether the advantages of each minibatch get mean 0 and standard deviation 1")
        @Default("true")
        boolean normalizeAdvantages) {
  MatchingRatio ratio() {
    return new MatchingRatio(lossReduction, pairs, logRatioLimit);
  }

  ValueError valueError() {
    return new ValueError(value, valueClip);
  }
}
