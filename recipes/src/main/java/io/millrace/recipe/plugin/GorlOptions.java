package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Inline;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code gorl}. */
public record GorlOptions(
    @Doc("how far the probability ratio of a latent counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("weight of the bonus for the entropy of latents") @Default("0.0") @Range(min = 0)
        double entropy,
    @Inline BaselineOptions baseline,
    @Doc("weight of the latents' mean^2 + std^2, which keeps them where the flow was fitted")
        @Default("0.001")
        @Range(min = 0)
        double latentPenalty,
    @Doc("updates of a stage; then the flow is fitted to what was done and the start begins anew")
        @Default("25")
        @Range(min = 1)
        long refitEvery,
    @Doc("optimizer steps of such a fit; 0, a control: the start begins anew and the flow is kept")
        @Default("1000")
        @Range(min = 0)
        int refitSteps,
    @Doc("rows of such a step") @Default("256") @Range(min = 1) int refitBatch,
    @Doc("learning rate of the fit's first step; falls to 0 along half a cosine")
        @Default("0.001")
        @Range(min = 0, minExclusive = true)
        double refitLearningRate) {}
