package io.millrace.launcher.run;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.RandomStreams;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.pretraining.WarmStart;
import io.millrace.flow.random.RandomSource;
import io.millrace.job.FirstVersion;
import io.millrace.launcher.error.UserError;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.util.Optional;

/**
 * Version 1 of a recipe's policy: random weights, fitted to the environment's demonstrations where
 * the recipe asks for it. A function of the recipe alone, so making it twice gives the same bytes.
 */
public final class InitialPolicy {
  private static final String OWNER = "initial-policy";

  private final PolicyManifest manifest;
  private final byte[] artifact;

  private InitialPolicy(PolicyManifest manifest, byte[] artifact) {
    this.manifest = manifest;
    this.artifact = artifact;
  }

  /**
   * Makes it.
   *
   * @throws UserError where the environment has no demonstrations to start from
   */
  public static InitialPolicy of(Recipe recipe) {
    EnvironmentFactory environment = EnvironmentFactory.of(recipe.environment());
    FlowPolicySpec spec = RecipeAssembly.policySpec(recipe, environment.shape());
    RandomSource random = RandomStreams.of(recipe.seed(), OWNER, "training");
    Optional<WarmStart> warmStart = RecipeAssembly.warmStart(recipe);
    FlowPolicy policy =
        warmStart.isPresent()
            ? warmStart.get().train(spec, demonstrations(recipe, environment, spec), random)
            : FlowPolicy.random(spec, random.split("weights"));
    String policyId = recipe.policy().id();
    long epoch = recipe.policy().epoch();
    byte[] artifact =
        policy.toArtifact(new Lineage(policyId, epoch, 1, null, recipe.hash(), -1, 0));
    return new InitialPolicy(
        PolicyManifest.of(policyId, epoch, 1, artifact, null, recipe.hash(), -1), artifact);
  }

  private static Demonstrations demonstrations(
      Recipe recipe, EnvironmentFactory environment, FlowPolicySpec spec) {
    DemonstrationSource source =
        environment
            .demonstrations()
            .orElseThrow(
                () ->
                    new UserError(
                        "policy.warmStart.source: the environment has no demonstrations,"
                            + " environment="
                            + environment.id()));
    int count = recipe.policy().warmStart().orElseThrow().samples();
    float[][] observations = new float[count][spec.observationSize()];
    float[][] actions = new float[count][spec.actionSize()];
    source.demonstrate(
        RandomStreams.of(recipe.seed(), OWNER, "demonstrations"), observations, actions);
    return new Demonstrations(
        count, flat(observations, spec.observationSize()), flat(actions, spec.actionSize()));
  }

  private static float[] flat(float[][] rows, int width) {
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  /** Puts it into the store, which takes the same bytes again and refuses others. */
  public void publish(ModelStoreClient store) {
    store.publish(manifest, artifact);
  }

  /** What tells workers of it. */
  public PolicyAnnouncement announcement() {
    return PolicyAnnouncement.newBuilder()
        .setPolicyId(manifest.policyId())
        .setEpoch(manifest.epoch())
        .setVersion(manifest.version())
        .setSha256(manifest.sha256())
        .setParentSha256(null)
        .setRecipeHash(manifest.recipeHash())
        .setLastOffset(manifest.lastOffset())
        .setFinished(false)
        .build();
  }

  /** As the jobs want it. */
  public FirstVersion firstVersion() {
    return new FirstVersion(manifest, artifact);
  }

  public PolicyManifest manifest() {
    return manifest;
  }

  /** Its weights. */
  public FlowPolicy policy() {
    return FlowPolicy.fromArtifact(artifact);
  }
}
