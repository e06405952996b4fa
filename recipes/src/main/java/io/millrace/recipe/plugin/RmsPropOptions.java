package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the optimizer {@code rmsprop}. */
public record RmsPropOptions(
    @Doc("step size") @Default("0.001") @Range(min = 0, minExclusive = true) double learningRate,
    @Doc("memory of the mean squared gradient")
        @Default("0.99")
        @Range(min = 0, max = 1, maxExclusive = true)
        double decay,
    @Doc("added to the root of the mean squared gradient")
        @Default("1e-8")
        @Range(min = 0, minExclusive = true)
        double epsilon,
    @Doc("share of the last step's direction that is kept; 0 for none")
        @Default("0.0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double momentum,
    @Doc("whether epsilon is added under the root, as asynchronous actor-critics do")
        @Default("false")
        boolean epsilonInRoot) {}
