package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.List;

/** Options of the objective {@code flow-nrg}. */
public record FlowNrgOptions(
    @Doc("rewards are divided by it before the exponential")
        @Default("1.0")
        @Range(min = 0, minExclusive = true)
        double temperature,
    @Doc("draws of noise and flow time for each action") @Default("4") @Range(min = 1) int draws,
    @Doc("units of each hidden layer of the reward model")
        @Default("[64, 64]")
        @Range(min = 1)
        @Size(max = 32)
        List<Integer> rewardHidden) {}
