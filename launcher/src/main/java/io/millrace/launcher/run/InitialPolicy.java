package io.millrace.launcher.run;

import io.millrace.env.EnvironmentFactory;
import io.millrace.env.RandomStreams;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.policy.PretrainingData;
import io.millrace.flow.pretraining.WarmStart;
import io.millrace.flow.random.RandomSource;
import io.millrace.job.FirstVersion;
import io.millrace.launcher.demonstrations.DemonstrationSet;
import io.millrace.launcher.demonstrations.DemonstrationTopic;
import io.millrace.launcher.demonstrations.EnvironmentDemonstrations;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.progress.Progress;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.recipe.WarmStartOptions;
import io.millrace.recipe.WarmStartSource;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Version 1 of a recipe's policy: random weights, fitted to demonstrations where the recipe asks
 * for it. A function of the recipe, and of the topic where demonstrations come from one, so making
 * it twice gives the same bytes.
 */
public final class InitialPolicy {
  private static final String OWNER = "initial-policy";

  private final PolicyManifest manifest;
  private final byte[] artifact;
  private final boolean finished;

  private InitialPolicy(PolicyManifest manifest, byte[] artifact, boolean finished) {
    this.manifest = manifest;
    this.artifact = artifact;
    this.finished = finished;
  }

  /**
   * Makes it of the recipe alone.
   *
   * @throws UserError where the environment has no demonstrations to start from, or they are in a
   *     topic
   */
  public static InitialPolicy of(Recipe recipe) {
    return of(
        recipe,
        () -> {
          throw new UserError("policy.warmStart.source: a topic needs a broker to read it from");
        },
        Progress.silent());
  }

  /**
   * Makes it.
   *
   * @param topic asked only where the recipe's demonstrations come from a topic
   * @throws UserError where there are no demonstrations to start from
   */
  public static InitialPolicy of(
      Recipe recipe, Supplier<DemonstrationTopic> topic, Progress progress) {
    Optional<WarmStart> warmStart = RecipeAssembly.warmStart(recipe);
    if (warmStart.isEmpty()) {
      return of(recipe, untrained(recipe), null);
    }
    EnvironmentFactory environment =
        EnvironmentFactory.of(recipe.environment()).actedInBy(recipe.policy());
    WarmStartOptions options = recipe.policy().warmStart().orElseThrow();
    Demonstrations rows;
    PretrainingData origin = null;
    if (options.source() == WarmStartSource.TOPIC) {
      DemonstrationSet read = read(topic.get(), environment, recipe, progress);
      rows = read.rows();
      origin = read.origin();
    } else {
      rows = new EnvironmentDemonstrations(environment).draw(recipe.seed(), options.samples());
    }
    FlowPolicy policy =
        warmStart
            .get()
            .train(
                spec(recipe, environment),
                rows,
                random(recipe),
                new PretrainingProgress(progress, options.steps()));
    return of(recipe, policy, origin);
  }

  /** The random weights that any training of the recipe begins with. */
  public static FlowPolicy untrained(Recipe recipe) {
    EnvironmentFactory environment =
        EnvironmentFactory.of(recipe.environment()).actedInBy(recipe.policy());
    FlowPolicy policy = WarmStart.untrained(spec(recipe, environment), random(recipe));
    if (recipe.learnsOnline()) {
      RecipeAssembly.objective(recipe).prepare(policy);
    }
    return policy;
  }

  private static DemonstrationSet read(
      DemonstrationTopic topic, EnvironmentFactory environment, Recipe recipe, Progress progress) {
    int chunk = recipe.policy().chunk();
    long limit = recipe.policy().warmStart().orElseThrow().limit().orElse(Long.MAX_VALUE);
    DemonstrationSet read = topic.read(DemonstrationTopic.gate(environment), chunk, limit);
    progress.note("demonstrations: " + read.summary());
    if (read.rows().count() > 0) {
      return read;
    }
    if (read.origin().trajectories() > 0) {
      throw new UserError(
          "policy.chunk: expected demonstrations of %d actions in a row or more, found only shorter ones: %s"
              .formatted(chunk, read.summary()));
    }
    throw new UserError(
        "policy.warmStart.source: expected demonstrations of %s to start from, found %s"
            .formatted(environment.id(), read.summary()));
  }

  private static InitialPolicy of(Recipe recipe, FlowPolicy policy, PretrainingData origin) {
    String policyId = recipe.policy().id();
    long epoch = recipe.policy().epoch();
    byte[] artifact =
        policy.toArtifact(new Lineage(policyId, epoch, 1, null, recipe.hash(), -1, 0, origin));
    return new InitialPolicy(
        PolicyManifest.of(policyId, epoch, 1, artifact, null, recipe.hash(), -1),
        artifact,
        !recipe.learnsOnline());
  }

  private static FlowPolicySpec spec(Recipe recipe, EnvironmentFactory environment) {
    try {
      return RecipeAssembly.policySpec(recipe, environment.shape());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private static RandomSource random(Recipe recipe) {
    return RandomStreams.of(recipe.seed(), OWNER, "training");
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
        .setFinished(finished)
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
