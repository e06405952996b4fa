package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the guidance {@code flow-nrg}. */
public record FlowNrgGuidanceOptions(
    @Doc("1 samples the policy's law tilted by exp(reward / objective.temperature)")
        @Default("1.0")
        @Range(min = 0)
        double weight,
    @Doc("the reward model is asked about no earlier flow time than this")
        @Default("0.1")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double earliest) {}
