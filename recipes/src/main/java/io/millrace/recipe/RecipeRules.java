package io.millrace.recipe;

import io.millrace.recipe.option.Binding;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Rules between options of different stages. Each holds as soon as its own options are right. */
final class RecipeRules {
  private static final Set<String> COMPARES_MEMBERS = Set.of("group-relative", "rloo");

  private final Binding binding;

  private RecipeRules(Binding binding) {
    this.binding = binding;
  }

  static void check(Binding binding) {
    RecipeRules rules = new RecipeRules(binding);
    rules.comparisonNeedsTwo();
    rules.minimumFitsGroup();
    rules.ratioNeedsNoise();
    rules.correctionNeedsStaleness();
  }

  private Optional<String> id(String path) {
    return binding.value(path + ".id", String.class);
  }

  private Optional<Integer> number(String path) {
    return binding.value(path, Integer.class);
  }

  private void comparisonNeedsTwo() {
    Optional<String> credit = id("credit").filter(COMPARES_MEMBERS::contains);
    Optional<Integer> size = number("rollout.groupSize").filter(groupSize -> groupSize < 2);
    if (credit.isPresent() && size.isPresent()) {
      binding.problem(
          "rollout.groupSize",
          "expected at least 2 members to compare, got %d with credit \"%s\""
              .formatted(size.get(), credit.get()));
    }
  }

  private void minimumFitsGroup() {
    Optional<Integer> minimum = number("credit.minimumMembers");
    Optional<Integer> size = number("rollout.groupSize");
    if (minimum.isPresent() && size.isPresent() && minimum.get() > size.get()) {
      binding.problem(
          "credit.minimumMembers",
          "expected minimumMembers <= rollout.groupSize, got %d > %d"
              .formatted(minimum.get(), size.get()));
    }
  }

  /** A ratio needs log-probabilities, and a deterministic step has none. */
  private void ratioNeedsNoise() {
    boolean ratio = id("objective").equals(Optional.of("flow-grpo"));
    if (ratio && id("rollout.sampler").equals(Optional.of("ode"))) {
      binding.problem(
          "rollout.sampler.id",
          "expected a stochastic sampler for objective \"flow-grpo\", got \"ode\"");
    }
  }

  /** What corrects a group that was learned from is at least one version behind. */
  private void correctionNeedsStaleness() {
    Optional<Duration> retention =
        binding.value("reward.retention", Duration.class).filter(kept -> !kept.isZero());
    Optional<Long> none = binding.value("learner.staleness", Long.class).filter(s -> s == 0);
    if (retention.isPresent() && none.isPresent()) {
      binding.problem(
          "reward.retention",
          "expected learner.staleness >= 1 for rewards that correct what was learned, got 0");
    }
  }
}
