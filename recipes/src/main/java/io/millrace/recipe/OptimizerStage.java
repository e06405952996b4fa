package io.millrace.recipe;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Inline;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.plugin.Optimizers;

/** Which optimizer takes the steps, and how far a gradient may reach. */
public record OptimizerStage(
    @Doc("how a gradient becomes a step") @Inline @Chosen(Optimizers.STAGE) @Default("adam")
        Choice plugin,
    @Doc("longer gradients are shortened to this length; 0 never") @Default("1.0") @Range(min = 0)
        double maxGradientNorm) {}
