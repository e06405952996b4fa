package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the sampler {@code flow-sde}. */
public record FlowSdeOptions(
    @Doc("noise level a of sigma = a sqrt((1 - tau) / tau); in control 0.3 to 1")
        @Default("0.7")
        @Range(min = 0, minExclusive = true, max = 100, maxExclusive = true)
        double noise) {}
