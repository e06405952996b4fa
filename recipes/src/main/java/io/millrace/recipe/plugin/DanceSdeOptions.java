package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the sampler {@code dance-sde}. */
public record DanceSdeOptions(
    @Doc("noise level, the same sigma at every flow time")
        @Default("0.3")
        @Range(min = 0, minExclusive = true, max = 100, maxExclusive = true)
        double noise) {}
