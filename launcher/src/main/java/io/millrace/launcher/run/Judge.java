package io.millrace.launcher.run;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.launcher.film.Film;
import io.millrace.launcher.film.Performer;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.rollout.EvaluationResult;
import io.millrace.rollout.Evaluator;
import java.util.LinkedHashMap;
import java.util.function.LongFunction;

/**
 * Judges policies as a recipe's evaluation stage says: fresh episodes, the same for each policy.
 */
public final class Judge {
  private final Recipe recipe;
  private final LongFunction<FlowPolicy> versions;

  /**
   * @param versions other versions of the policy, for a recipe whose guidance compares with one
   */
  public Judge(Recipe recipe, LongFunction<FlowPolicy> versions) {
    this.recipe = recipe;
    this.versions = versions;
  }

  public RunReport.Evaluation evaluate(FlowPolicy policy) {
    EvaluationResult result =
        new Evaluator(environment())
            .evaluate(
                policy,
                recipe.evaluation().episodes(),
                recipe.seed(),
                RecipeAssembly.evaluation(recipe, policy, versions));
    return new RunReport.Evaluation(
        result.episodes(),
        result.meanReturn(),
        result.standardError(),
        result.success(),
        new LinkedHashMap<>(result.extra()));
  }

  /** One more episode of it, to look at. */
  public Film film(FlowPolicy policy, String actor) {
    Acting acting = RecipeAssembly.evaluation(recipe, policy, versions);
    try (Environment stage = environment().create()) {
      Performer performer = Performer.of(policy, acting, stage.spec(), recipe.seed());
      return Film.shoot(stage, performer, actor, recipe.seed());
    }
  }

  private EnvironmentFactory environment() {
    return EnvironmentFactory.of(recipe.evaluation().environment().orElse(recipe.environment()))
        .actedInBy(recipe.policy());
  }
}
