package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;

/** Options of the guidance {@code classifier-free}. */
public record ClassifierFreeOptions(
    @Doc(
            "0 acts as without observation, 1 as the policy itself, above 1 the observation counts"
                + " further")
        @Default("2.0")
        @Range(min = 0)
        double weight) {}
