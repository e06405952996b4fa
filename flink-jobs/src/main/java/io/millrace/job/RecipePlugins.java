package io.millrace.job;

import io.millrace.flow.credit.Credit;
import io.millrace.flow.learner.Learner;
import io.millrace.flow.learner.LearnerSettings;
import io.millrace.flow.reward.Reward;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.recipe.RecipeReader;
import java.io.Serializable;
import java.util.List;

/**
 * The recipe on its way to the operators: text, because its plug-ins cannot travel. Each operator
 * makes its own from it.
 *
 * @param yaml the resolved recipe, as {@link Recipe#toYaml} writes it
 * @param recipeHash the hash under which version 1 was published; what every version names
 */
public record RecipePlugins(String yaml, String recipeHash) implements Serializable {

  Reward reward() {
    return RecipeAssembly.reward(recipe());
  }

  Credit credit() {
    return RecipeAssembly.credit(recipe());
  }

  /**
   * The learner. Its versions name the recipe by the hash of version 1: where no environment is on
   * the class path, the recipe cannot fill in the environment's defaults and would hash otherwise.
   */
  public Learner learner() {
    Recipe recipe = recipe();
    LearnerSettings own = RecipeAssembly.learnerSettings(recipe);
    LearnerSettings settings =
        new LearnerSettings(
            own.policyId(),
            own.epoch(),
            recipeHash,
            own.groupsPerUpdate(),
            own.passes(),
            own.minibatchRows(),
            own.maxStaleness(),
            own.stopAfterUpdates(),
            own.publishEvery(),
            own.rememberedIds(),
            own.maxGradientNorm(),
            own.seed(),
            own.likelihoodTolerance());
    return new Learner(
        settings, RecipeAssembly.objective(recipe), RecipeAssembly.optimizer(recipe));
  }

  private Recipe recipe() {
    return RecipeReader.parse("job", yaml, List.of());
  }
}
