package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the sampler {@code cps}. */
public record CpsOptions(
    @Doc(
            "share of the noise that is drawn anew at each step, as the angle noise pi/2: 1 is all of it")
        @Default("0.7")
        @Range(min = 0, minExclusive = true, max = 1)
        double noise) {}
