package io.millrace.recipe.plugin;

import io.millrace.flow.objective.FlowCps;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code flow-cps}. */
public record FlowCpsOptions(
    @Doc("how far the probability ratio of a flow step counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("the normal density's, or the squared distance alone, as the paper's code has it")
        @Default("gaussian")
        FlowCps.LogProb logProb,
    @Doc("how the log-probabilities of the action dimensions become one") @Default("sum")
        LogProbReduction logProbReduction) {}
