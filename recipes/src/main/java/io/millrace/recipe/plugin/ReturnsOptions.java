package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the credit {@code returns}. */
public record ReturnsOptions(
    @Doc("what counts: whole returns, or at each step the return still to come")
        @Default("trajectory")
        CreditUnit per,
    @Doc("weight of the reward one step later") @Default("1.0") @Range(min = 0, max = 1)
        double discount) {}
