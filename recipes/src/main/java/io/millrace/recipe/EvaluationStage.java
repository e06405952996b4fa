package io.millrace.recipe;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.plugin.Samplers;

/** How a policy is judged: on fresh episodes, apart from training. */
public record EvaluationStage(
    @Doc("episodes") @Default("100") @Range(min = 1) int episodes,
    @Doc("how actions are drawn while judging") @Chosen(Samplers.STAGE) @Default("ode")
        Choice sampler) {}
