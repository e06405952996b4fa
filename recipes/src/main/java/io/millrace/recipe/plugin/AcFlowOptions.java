package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.List;

/** Options of the objective {@code ac-flow}. */
public record AcFlowOptions(
    @Doc("advantages are divided by it before the exponential")
        @Default("1.0")
        @Range(min = 0, minExclusive = true)
        double temperature,
    @Doc("weight of the squared distance to the first version's velocity")
        @Default("0.0")
        @Range(min = 0)
        double alpha,
    @Doc("advantages count between minus this and this")
        @Default("1.0")
        @Range(min = 0, minExclusive = true)
        double clip,
    @Doc("first updates, in which the critic alone learns") @Default("0") @Range(min = 0)
        int warmUp,
    @Doc("draws of noise and flow time for each action") @Default("4") @Range(min = 1) int draws,
    @Doc("units of each hidden layer of the critic")
        @Default("[64, 64]")
        @Range(min = 1)
        @Size(max = 32)
        List<Integer> criticHidden) {}
