package io.millrace.launcher.run;

import io.millrace.env.EnvironmentFactory;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.rollout.EvaluationResult;
import io.millrace.rollout.Evaluator;
import java.util.LinkedHashMap;

/**
 * Judges policies as a recipe's evaluation stage says: fresh episodes, the same for each policy.
 */
public final class Judge {
  private final Recipe recipe;

  public Judge(Recipe recipe) {
    this.recipe = recipe;
  }

  public RunReport.Evaluation evaluate(FlowPolicy policy) {
    EvaluationResult result =
        new Evaluator(
                EnvironmentFactory.of(
                        recipe.evaluation().environment().orElse(recipe.environment()))
                    .inChunksOf(recipe.policy().chunk()))
            .evaluate(
                policy,
                recipe.evaluation().episodes(),
                recipe.seed(),
                RecipeAssembly.evaluation(recipe, policy));
    return new RunReport.Evaluation(
        result.episodes(),
        result.meanReturn(),
        result.standardError(),
        result.success(),
        new LinkedHashMap<>(result.extra()));
  }
}
