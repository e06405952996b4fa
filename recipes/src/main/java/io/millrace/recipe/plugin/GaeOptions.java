package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the credit {@code gae}. */
public record GaeOptions(
    @Doc("weight of the reward one step later") @Default("0.99") @Range(min = 0, max = 1)
        double discount,
    @Doc("0 trusts the value network, 1 the rewards") @Default("0.95") @Range(min = 0, max = 1)
        double lambda) {}
