package io.millrace.launcher.run;

import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import java.util.ArrayList;
import java.util.List;

/** A recipe that learns for a moment. */
final class TinyRecipe {
  private static final String YAML =
      """
      id: tiny
      policy:
        network: {hidden: [16], activation: silu}
        flowSteps: 4
        warmStart: {source: demonstrations, samples: 256, steps: 50, batch: 64}
      environment: {id: gmm1d-mode}
      rollout:
        workers: 1
        groupSize: 10
        sampler: {id: flow-sde, noise: 0.7}
        patience: 500ms
      credit: {id: group-relative}
      objective: {id: flow-grpo, clip: 0.2}
      optimizer: {id: adam, learningRate: 0.003}
      learner: {batch: 2, epochs: 1, staleness: 1}
      stop: {updates: 5}
      evaluation: {episodes: 20, sampler: ode}
      """;

  private TinyRecipe() {}

  static Recipe with(String... changes) {
    return RecipeReader.parse("tiny", YAML, new ArrayList<>(List.of(changes)));
  }
}
