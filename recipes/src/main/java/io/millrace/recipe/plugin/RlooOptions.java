package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the credit {@code rloo}. */
public record RlooOptions(
    @Doc("what is compared: whole returns, or at each step the returns still to come")
        @Default("trajectory")
        CreditUnit per,
    @Doc("weight of the reward one step later") @Default("1.0") @Range(min = 0, max = 1)
        double discount) {}
