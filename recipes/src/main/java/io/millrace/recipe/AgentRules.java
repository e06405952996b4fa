package io.millrace.recipe;

import io.millrace.recipe.option.Binding;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Registry;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What several agents in the environment ask of other stages: a play brings a group for each. */
final class AgentRules {
  private final Binding binding;
  private final int agents;

  private AgentRules(Binding binding, int agents) {
    this.binding = binding;
    this.agents = agents;
  }

  /** Checks where the environment is known. */
  static void check(Binding binding, Registry<EnvironmentPlugin> environments) {
    Optional<Choice> chosen = binding.value("environment", Choice.class).filter(Choice::checked);
    Optional<Integer> agents =
        chosen.flatMap(
            choice ->
                environments.find(choice.id()).flatMap(plugin -> agents(plugin, choice, binding)));
    if (agents.isEmpty()) {
      return;
    }
    AgentRules rules = new AgentRules(binding, agents.get());
    if (binding
        .value("policy.agents", Object.class)
        .equals(Optional.of(Optional.of(AgentNetworks.SEPARATE)))) {
      rules.separateNeedsSeveral();
      rules.separateBeginsAtRandom();
    }
    if (agents.get() > 1) {
      rules.updateTakesWholePlays();
      rules.membersShareNothing();
    }
  }

  /** Empty where the options, each of them fine, are none together, or name a broken file. */
  private static Optional<Integer> agents(
      EnvironmentPlugin plugin, Choice choice, Binding binding) {
    try {
      return Optional.of(plugin.agents(choice.options(plugin.options())));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      binding.problem("environment", e.getMessage());
      return Optional.empty();
    }
  }

  /** One agent has the policy to itself in any case; so has a simulator behind the gateway. */
  private void separateNeedsSeveral() {
    if (agents == 1) {
      binding.problem(
          "policy.agents", "expected \"shared\" in an environment of one agent, got \"separate\"");
    }
  }

  /** Demonstrations do not tell which agent they are of. */
  private void separateBeginsAtRandom() {
    if (binding.value("policy.warmStart.source", WarmStartSource.class).isPresent()) {
      binding.problem(
          "policy.warmStart",
          "expected none with policy.agents \"separate\": demonstrations are of no agent in"
              + " particular");
    }
  }

  /** Else an update would end in the middle of a play, and leave the rest of it a version older. */
  private void updateTakesWholePlays() {
    Optional<Integer> batch =
        binding.value("learner.batch", Integer.class).filter(n -> n % agents != 0);
    batch.ifPresent(
        n ->
            binding.problem(
                "learner.batch",
                "expected a multiple of the environment's %d agents, each of which brings a group, got %d"
                    .formatted(agents, n)));
  }

  /** Who shares noise goes by a row's place, and agents of one environment are neighbors there. */
  private void membersShareNothing() {
    Optional<Integer> seeds =
        binding.value("rollout.exploration.seeds", Integer.class).filter(n -> n != 0);
    seeds.ifPresent(
        n ->
            binding.problem(
                "rollout.exploration.seeds",
                "expected 0 in an environment of %d agents, got %d".formatted(agents, n)));
    Optional<Integer> strides =
        binding.value("rollout.exploration.strides", List.class).map(List::size).filter(n -> n > 1);
    strides.ifPresent(
        n ->
            binding.problem(
                "rollout.exploration.strides",
                "expected one stride in an environment of %d agents, got %d".formatted(agents, n)));
  }
}
