package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code flow-rwr}. */
public record FlowRwrOptions(
    @Doc("rewards are divided by it before the exponential; the smaller, the more the best count")
        @Default("1.0")
        @Range(min = 0, minExclusive = true)
        double temperature,
    @Doc("draws of noise and flow time for each action") @Default("4") @Range(min = 1) int draws) {}
