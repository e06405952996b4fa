package io.millrace.recipe.plugin;

import io.millrace.flow.objective.KlPenalty;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code tempflow-grpo}. */
public record TempFlowGrpoOptions(
    @Doc("how far the probability ratio of a flow step counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("weight of the distance to the first version of the policy")
        @Default("0.0")
        @Range(min = 0)
        double kl,
    @Doc("how that distance is measured") @Default("exact") KlPenalty penalty,
    @Doc("how the log-probabilities of the action dimensions become one") @Default("sum")
        LogProbReduction logProbReduction) {}
