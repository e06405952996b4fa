package io.millrace.job;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.job.border.PolicyShape;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;

/**
 * Version 1 of a recipe's policy, where every learner of it starts.
 *
 * @param manifest what the store says of it
 * @param artifact its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FirstVersion(PolicyManifest manifest, byte[] artifact) {

  /**
   * Version 1 from the store.
   *
   * @throws IllegalStateException where the store does not hold it, or holds that of another recipe
   */
  public static FirstVersion fetch(ModelStoreClient store, Recipe recipe) {
    String policyId = recipe.policy().id();
    long epoch = recipe.policy().epoch();
    PolicyManifest manifest =
        store
            .version(policyId, epoch, 1)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "expected the first version in the model store (publish it with"
                            + " 'millrace policies init'), policy.id=%s policy.epoch=%d version=1"
                                .formatted(policyId, epoch)));
    checkRecipe(recipe, manifest);
    return new FirstVersion(manifest, store.artifact(manifest.sha256()));
  }

  /** A learner that starts from this version. */
  public PolicyShape shape() {
    FlowPolicySpec spec = FlowPolicy.fromArtifact(artifact).spec();
    return PolicyShape.of(manifest.policyId(), manifest.epoch(), spec);
  }

  private static void checkRecipe(Recipe recipe, PolicyManifest manifest) {
    if (!recipe.hash().equals(manifest.recipeHash()) && isResolved(recipe)) {
      throw new IllegalStateException(
          ("expected the recipe that version 1 was made for; another recipe needs another"
                  + " policy.id or policy.epoch, policy.id=%s policy.epoch=%d recipeHash=%s"
                  + " storeRecipeHash=%s")
              .formatted(
                  manifest.policyId(), manifest.epoch(), recipe.hash(), manifest.recipeHash()));
    }
  }

  /** Whether the environment was there to fill in its defaults, so that the hash is comparable. */
  private static boolean isResolved(Recipe recipe) {
    try {
      RecipeAssembly.environmentShape(recipe);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
