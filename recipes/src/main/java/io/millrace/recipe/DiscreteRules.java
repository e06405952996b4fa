package io.millrace.recipe;

import io.millrace.flow.policy.FlowHead;
import io.millrace.recipe.option.Binding;
import io.millrace.recipe.plugin.Objectives;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules of policies that draw tokens, whatever the sampler, and explore by that alone. */
final class DiscreteRules {
  private static final Set<String> OF_EITHER = Set.of(Objectives.NONE, "ppo");

  private final Binding binding;
  private final FlowHead flow;

  private DiscreteRules(Binding binding, FlowHead flow) {
    this.binding = binding;
    this.flow = flow;
  }

  static void check(Binding binding) {
    Optional<FlowHead> flow = binding.value("policy.flow", FlowHead.class);
    if (flow.isEmpty()) {
      return;
    }
    DiscreteRules rules = new DiscreteRules(binding, flow.get());
    rules.objectiveFits();
    if (flow.get().discrete()) {
      rules.drawsAreTheNoise();
    }
    if (flow.get() == FlowHead.CATEGORICAL) {
      rules.oneDrawNeedsNoWalk();
    } else {
      rules.onlyOneDrawHasAMode();
    }
  }

  private Optional<String> id(String path) {
    return binding.value(path + ".id", String.class);
  }

  private void objectiveFits() {
    boolean discrete = flow.discrete();
    id("objective")
        .filter(o -> !OF_EITHER.contains(o) && discrete != o.equals(Objectives.FUDOKI))
        .ifPresent(
            o ->
                binding.problem(
                    "objective.id",
                    "expected %s with policy.flow \"%s\", got \"%s\""
                        .formatted(
                            discrete ? "\"fudoki\" or \"ppo\"" : "an objective of continuous flows",
                            word(),
                            o)));
  }

  private void drawsAreTheNoise() {
    id("rollout.sampler")
        .filter(sampler -> !sampler.equals("ode"))
        .ifPresent(
            sampler ->
                binding.problem(
                    "rollout.sampler.id",
                    "expected \"ode\" with policy.flow \"%s\", whose draws are its noise, got \"%s\""
                        .formatted(word(), sampler)));
    only("policy.chunk", 1);
  }

  private void oneDrawNeedsNoWalk() {
    only("policy.flowSteps", 1);
    only("evaluation.flowSteps", 1);
    binding
        .value("policy.tokens.embeddings", List.class)
        .filter(embeddings -> !embeddings.isEmpty())
        .ifPresent(
            embeddings ->
                binding.problem(
                    "policy.tokens.embeddings",
                    "expected none with policy.flow \"categorical\", which walks no path"));
    if (binding.value("policy.tokens.time", Boolean.class).equals(Optional.of(true))) {
      binding.problem(
          "policy.tokens.time",
          "expected false with policy.flow \"categorical\", which has no flow time, got true");
    }
  }

  private void onlyOneDrawHasAMode() {
    Optional<Object> mode = binding.value("evaluation.likeliest", Object.class);
    if (mode.equals(Optional.of(Optional.of(true)))) {
      binding.problem(
          "evaluation.likeliest",
          "expected false with policy.flow \"%s\", got true: only \"categorical\" has likeliest"
                  .formatted(word())
              + " choices");
    }
  }

  private void only(String path, int number) {
    binding
        .value(path, Object.class)
        .filter(value -> !value.equals(number) && !value.equals(Optional.empty()))
        .map(value -> value instanceof Optional<?> given ? given.get() : value)
        .filter(value -> !value.equals(number))
        .ifPresent(
            value ->
                binding.problem(
                    path,
                    "expected %d with policy.flow \"%s\", got %s"
                        .formatted(number, word(), value)));
  }

  /** As recipes write it. */
  private String word() {
    return flow.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
