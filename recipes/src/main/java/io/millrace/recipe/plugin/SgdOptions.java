package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the optimizer {@code sgd}. */
public record SgdOptions(
    @Doc("step size") @Default("0.01") @Range(min = 0, minExclusive = true) double learningRate,
    @Doc("share of the last step's direction that is kept; 0 for plain descent")
        @Default("0.0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double momentum) {}
