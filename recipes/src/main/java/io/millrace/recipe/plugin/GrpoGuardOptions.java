package io.millrace.recipe.plugin;

import io.millrace.flow.objective.GrpoGuard;
import io.millrace.flow.objective.KlPenalty;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code grpo-guard}. */
public record GrpoGuardOptions(
    @Doc("how far the normalized ratio of a flow step counts, in units of clipScale")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("ratio: clip is that of the ratio; noise: times the mean noise of the stochastic steps")
        @Default("ratio")
        GrpoGuard.ClipScale clipScale,
    @Doc("weight of the distance to the first version of the policy")
        @Default("0.0")
        @Range(min = 0)
        double kl,
    @Doc("how that distance is measured") @Default("exact") KlPenalty penalty) {}
