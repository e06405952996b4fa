package io.millrace.recipe.plugin;

import io.millrace.flow.credit.GroupRelative;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the credit {@code group-relative}. */
public record GroupRelativeOptions(
    @Doc("the standard deviation that divides; none compares with the mean only")
        @Default("population")
        GroupRelative.Std std,
    @Doc("added to the standard deviation, so that an even group does not divide by 0")
        @Default("1e-6")
        @Range(min = 0)
        double epsilon,
    @Doc("what is compared: whole returns, or at each step the returns still to come")
        @Default("trajectory")
        CreditUnit per,
    @Doc("weight of the reward one step later") @Default("1.0") @Range(min = 0, max = 1)
        double discount) {}
