package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Inline;
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
    @Inline BaselineOptions baseline) {}
