package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the pre-training {@code flow-matching}. */
public record FlowMatchingOptions(
    @Doc(
            "share of rows trained without observation, for evaluation.guidance classifier-free; 0:"
                + " none")
        @Default("0.0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double dropout) {}
