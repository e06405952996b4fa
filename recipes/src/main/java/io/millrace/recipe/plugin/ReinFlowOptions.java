package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Inline;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code reinflow}. */
public record ReinFlowOptions(
    @Doc("how far the ratio of a chain counts; of mean log-probabilities, hence small")
        @Default("0.01")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("weight of the bonus for the entropy of what is drawn, where the sampler learns its noise")
        @Default("0.03")
        @Range(min = 0)
        double entropy,
    @Inline BaselineOptions baseline) {}
