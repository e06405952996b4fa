package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the objective {@code fa-grpo}. */
public record FaGrpoOptions(
    @Doc("how far the probability ratio of an environment action counts")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double clip,
    @Doc("whether the gradients of all flow steps are made equally large") @Default("true")
        boolean flowScale) {}
