package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code flow-dpo}. */
public record FlowDpoOptions(
    @Doc("how firmly the first version is held; errors are summed over action dimensions")
        @Default("1.0")
        @Range(min = 0, minExclusive = true)
        double beta,
    @Doc("pairs of a group at a time step: best against worst, second best against second worst")
        @Default("1")
        @Range(min = 1)
        int pairs,
    @Doc("draws of noise and flow time for each pair") @Default("8") @Range(min = 1) int draws) {}
