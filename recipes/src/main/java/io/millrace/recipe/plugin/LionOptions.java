package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the optimizer {@code lion}. */
public record LionOptions(
    @Doc("step size") @Default("0.0003") @Range(min = 0, minExclusive = true) double learningRate,
    @Doc("memory of the direction that gives the signs")
        @Default("0.9")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta1,
    @Doc("memory that is kept for later steps")
        @Default("0.99")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta2,
    @Doc("share of the parameters, times the step size, that a step takes off")
        @Default("0.0")
        @Range(min = 0)
        double weightDecay) {}
