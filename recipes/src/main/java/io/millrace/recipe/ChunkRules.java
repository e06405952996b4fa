package io.millrace.recipe;

import io.millrace.flow.objective.Objective;
import io.millrace.recipe.option.Binding;
import java.util.Optional;

/** Rules of policies that decide several actions at once. */
final class ChunkRules {
  private static final String RESOLUTION = "credit.resolution";

  private final Binding binding;
  private final Optional<Integer> chunk;

  private ChunkRules(Binding binding) {
    this.binding = binding;
    this.chunk = binding.value("policy.chunk", Integer.class);
  }

  /**
   * @param objective the recipe's, where its own options are right
   */
  static void check(Binding binding, Optional<Objective> objective) {
    ChunkRules rules = new ChunkRules(binding);
    rules.chunksNeedWholeDemonstrations();
    if (binding
        .value(RESOLUTION, Object.class)
        .equals(Optional.of(Optional.of(CreditResolution.ACTION)))) {
      if (rules.chunk.equals(Optional.of(1))) {
        rules.oneActionIsNoChunk();
      } else {
        rules.actionsHaveRatios(objective);
      }
      rules.actionsHaveRewards();
    }
  }

  /** What an environment demonstrates is single actions: they do not tell what follows them. */
  private void chunksNeedWholeDemonstrations() {
    boolean single =
        binding
            .value("policy.warmStart.source", WarmStartSource.class)
            .equals(Optional.of(WarmStartSource.DEMONSTRATIONS));
    if (single && chunk.filter(actions -> actions > 1).isPresent()) {
      binding.problem(
          "policy.chunk",
          "expected 1 with policy.warmStart.source \"demonstrations\", which are single actions;"
              + " got %d; whole trajectories come from source \"topic\"".formatted(chunk.get()));
    }
  }

  private void oneActionIsNoChunk() {
    binding.problem(RESOLUTION, "expected \"action\" only with policy.chunk of at least 2, got 1");
  }

  /** An advantage of an action moves that action's likelihood alone. */
  private void actionsHaveRatios(Optional<Objective> objective) {
    objective
        .filter(chosen -> !chosen.creditsActions())
        .ifPresent(
            chosen ->
                binding.problem(
                    RESOLUTION,
                    ("expected \"chunk\" with objective \"%s\" as it is here; \"action\" needs a"
                            + " ratio for each action: \"fa-grpo\", \"pi-rl\" with logProb \"action\" or"
                            + " \"token\", or \"flow-grpo\", \"flow-cps\" or \"tempflow-grpo\" with such a"
                            + " logProbReduction")
                        .formatted(chosen.id())));
  }

  /** A simulator in another process tells one reward a decision. */
  private void actionsHaveRewards() {
    if (binding.value("environment.id", String.class).equals(Optional.of("external"))) {
      binding.problem(
          RESOLUTION,
          "expected \"chunk\" with environment \"external\", which tells one reward for a chunk");
    }
  }
}
