package io.millrace.recipe.plugin;

import io.millrace.flow.objective.MatchingRatio;
import io.millrace.flow.objective.MatchingReduction;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Inline;
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
    @Inline BaselineOptions baseline) {
  MatchingRatio ratio() {
    return new MatchingRatio(lossReduction, pairs, logRatioLimit);
  }
}
