package io.millrace.recipe.plugin;

import io.millrace.flow.credit.GroupRelative;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the credit {@code g2rpo}. */
public record G2rpoOptions(
    @Doc("grids on which each exploring step is finished; those of rollout.exploration.strides")
        @Default("2")
        @Range(min = 1, max = 16)
        int granularities,
    @Doc("the standard deviation that divides; none compares with the mean only") @Default("sample")
        GroupRelative.Std std,
    @Doc("added to the standard deviation") @Default("1e-8") @Range(min = 0) double epsilon,
    @Doc("largest advantage, of either sign") @Default("5.0") @Range(min = 0, minExclusive = true)
        double limit,
    @Doc("what is compared: whole returns, or at each step the returns still to come")
        @Default("trajectory")
        CreditUnit per,
    @Doc("weight of the reward one step later") @Default("1.0") @Range(min = 0, max = 1)
        double discount) {}
