package io.millrace.launcher.bench;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.job.FirstVersion;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.store.client.PolicyManifest;
import java.util.Arrays;
import java.util.List;

/** The method and the policy that the ingested experience belongs to: a walking robot's sizes. */
final class IngestPolicy {
  static final int OBSERVATION = 17;
  static final int ACTION = 6;
  static final int FLOW_STEPS = 4;
  static final int GROUP = 8;

  /** The jobs read sizes from the artifact, and do not look at the environment. */
  private static final String RECIPE =
      """
      id: ingest
      title: Experience as fast as it can be sent
      policy: {flowSteps: 4, network: {hidden: [64, 64], activation: silu}}
      environment: {id: pendulum}
      rollout: {groupSize: 8, sampler: {id: flow-sde, noise: 0.7}}
      credit: {id: group-relative, per: step, discount: 0.97, timeout: 10m}
      objective: {id: flow-grpo, clip: 0.2}
      optimizer: {id: adam, learningRate: 0.001}
      learner: {batch: 4, staleness: 1}
      stop: {updates: 1}
      evaluation: {episodes: 1}
      seed: 1
      """;

  private IngestPolicy() {}

  static Recipe recipe() {
    return RecipeReader.parse("ingest", RECIPE, List.of());
  }

  /** Random weights. */
  static FirstVersion firstVersion(Recipe recipe) {
    float[] ones = new float[ACTION];
    Arrays.fill(ones, 1f);
    FlowPolicySpec spec =
        new FlowPolicySpec(
            OBSERVATION,
            ACTION,
            List.of(64, 64),
            "silu",
            FLOW_STEPS,
            new SamplerSpec("flow-sde", 0.7, 0, 0),
            new float[ACTION],
            ones);
    String id = recipe.policy().id();
    long epoch = recipe.policy().epoch();
    byte[] artifact =
        FlowPolicy.random(spec, new RandomSource(1))
            .toArtifact(new Lineage(id, epoch, 1, null, recipe.hash(), -1, 0));
    return new FirstVersion(
        PolicyManifest.of(id, epoch, 1, artifact, null, recipe.hash(), -1), artifact);
  }
}
