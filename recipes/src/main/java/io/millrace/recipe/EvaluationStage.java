package io.millrace.recipe;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.plugin.Guidances;
import io.millrace.recipe.plugin.Samplers;
import java.util.Optional;

/** How a policy is judged: on fresh episodes, apart from training. */
public record EvaluationStage(
    @Doc("episodes") @Default("100") @Range(min = 1) int episodes,
    @Doc("how actions are drawn while judging") @Chosen(Samplers.STAGE) @Default("ode")
        Choice sampler,
    @Doc("flow steps while judging; left out: policy.flowSteps") @Range(min = 1, max = 1000)
        Optional<Integer> flowSteps,
    @Doc("what steers the policy while judging") @Chosen(Guidances.STAGE) @Default("none")
        Choice guidance,
    @Doc(
            "whether a policy of flow \"categorical\" takes its likeliest choices while judging;"
                + " left out: false, it draws them as while learning")
        Optional<Boolean> likeliest,
    @Doc("what acts: the flow, or the student that objective \"pi-flow\" trains") @Default("flow")
        EvaluatedNetwork network,
    @Doc("what the policy is judged in; left out: the environment that it learned in")
        @Chosen(Environments.STAGE)
        Optional<Choice> environment) {}
