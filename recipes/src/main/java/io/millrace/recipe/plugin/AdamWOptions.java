package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the optimizer {@code adamw}. */
public record AdamWOptions(
    @Doc("step size") @Default("0.003") @Range(min = 0, minExclusive = true) double learningRate,
    @Doc("memory of the mean gradient")
        @Default("0.9")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta1,
    @Doc("memory of the mean squared gradient")
        @Default("0.999")
        @Range(min = 0, max = 1, maxExclusive = true)
        double beta2,
    @Doc("added to the root of the mean squared gradient")
        @Default("1e-8")
        @Range(min = 0, minExclusive = true)
        double epsilon,
    @Doc("share of the parameters, times the step size, that a step takes off")
        @Default("0.01")
        @Range(min = 0)
        double weightDecay) {}
