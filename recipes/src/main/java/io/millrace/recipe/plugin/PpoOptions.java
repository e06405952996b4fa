package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code ppo}. */
public record PpoOptions(
    @Doc("how far the probability ratio of a decision counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc(
            "weight of the bonus for the entropy of what is drawn, where the sampler learns its"
                + " noise or the policy draws choices")
        @Default("0.0")
        @Range(min = 0)
        double entropy,
    @Doc("weight of the value network's error, where credit uses values")
        @Default("0.5")
        @Range(min = 0)
        double value,
    @Doc("how far a value may move in an update; 0: no limit") @Default("0.0") @Range(min = 0)
        double valueClip,
    @Doc("whether the advantages of each minibatch get mean 0 and standard deviation 1")
        @Default("true")
        boolean normalizeAdvantages) {}
