package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the guidance {@code rlg}. */
public record RlgOptions(
    @Doc("0 acts as the earlier version, 1 as the policy itself, above 1 further the same way")
        @Default("1.6")
        @Range(min = 0)
        double weight,
    @Doc("the earlier version") @Default("1") @Range(min = 1) long version) {}
