package io.millrace.recipe;

import io.millrace.flow.policy.FlowHead;
import io.millrace.recipe.option.Binding;
import io.millrace.recipe.plugin.Objectives;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
    rules.tokensHaveAFlowOfTheirOwn();
    rules.studentNeedsATeacher();
    rules.correctionNeedsStaleness();
    rules.topicOptionsNeedTopic();
    rules.nothingOnlineNeedsWarmStart();
  }

  private Optional<String> id(String path) {
    return binding.value(path + ".id", String.class);
  }

  /** Whether an option that may be left out was not. */
  private boolean given(String path) {
    return binding.value(path, Object.class).filter(v -> !v.equals(Optional.empty())).isPresent();
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

  /** A discrete flow draws tokens whatever the sampler, and explores by that alone. */
  private void tokensHaveAFlowOfTheirOwn() {
    Optional<FlowHead> flow = binding.value("policy.flow", FlowHead.class);
    if (flow.isEmpty()) {
      return;
    }
    boolean tokens = flow.get() == FlowHead.TOKENS;
    id("objective")
        .filter(o -> !o.equals(Objectives.NONE) && tokens != o.equals(Objectives.FUDOKI))
        .ifPresent(
            o ->
                binding.problem(
                    "objective.id",
                    "expected %s with policy.flow \"%s\", got \"%s\""
                        .formatted(
                            tokens ? "\"fudoki\"" : "an objective of continuous flows",
                            word(flow.get()),
                            o)));
    if (!tokens) {
      return;
    }
    id("rollout.sampler")
        .filter(sampler -> !sampler.equals("ode"))
        .ifPresent(
            sampler ->
                binding.problem(
                    "rollout.sampler.id",
                    "expected \"ode\" with policy.flow \"tokens\", whose draws are its noise, got"
                        + " \"%s\"".formatted(sampler)));
    Optional<Integer> chunk = number("policy.chunk").filter(n -> n != 1);
    if (chunk.isPresent()) {
      binding.problem(
          "policy.chunk", "expected 1 with policy.flow \"tokens\", got %d".formatted(chunk.get()));
    }
  }

  /** As recipes write it. */
  private static String word(FlowHead head) {
    return head.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The teacher is a velocity, and a student that nobody trained must not be judged. */
  private void studentNeedsATeacher() {
    Optional<String> objective = id("objective");
    Optional<FlowHead> head =
        binding.value("policy.flow", FlowHead.class).filter(h -> h != FlowHead.VELOCITY);
    boolean distills = objective.equals(Optional.of(Objectives.PI_FLOW));
    if (distills && head.isPresent()) {
      binding.problem(
          "policy.flow",
          "expected \"velocity\" with objective \"pi-flow\", got \"%s\""
              .formatted(word(head.get())));
    }
    boolean student =
        binding
            .value("evaluation.network", EvaluatedNetwork.class)
            .equals(Optional.of(EvaluatedNetwork.STUDENT));
    if (student && objective.isPresent() && !distills) {
      binding.problem(
          "evaluation.network",
          "expected \"flow\", got \"student\", which only objective \"pi-flow\" trains");
    }
    if (student && given("evaluation.flowSteps")) {
      binding.problem(
          "evaluation.flowSteps",
          "expected only with evaluation.network \"flow\": a student steps as it was trained");
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

  private void topicOptionsNeedTopic() {
    Optional<WarmStartSource> other =
        binding
            .value("policy.warmStart.source", WarmStartSource.class)
            .filter(source -> source != WarmStartSource.TOPIC);
    for (String name : List.of("topic", "limit")) {
      String path = "policy.warmStart." + name;
      if (other.isPresent() && given(path)) {
        binding.problem(
            path, "expected only with policy.warmStart.source \"topic\", got \"demonstrations\"");
      }
    }
  }

  /** A recipe that never updates its policy is over at version 1: there must be one to make. */
  private void nothingOnlineNeedsWarmStart() {
    if (!id("objective").equals(Optional.of(Objectives.NONE))) {
      return;
    }
    if (binding.value("policy.warmStart.source", WarmStartSource.class).isEmpty()) {
      binding.problem(
          "policy.warmStart", "missing; with objective \"none\" nothing else trains the policy");
    }
    Optional<Long> updates = binding.value("stop.updates", Long.class).filter(u -> u != 0);
    if (updates.isPresent()) {
      binding.problem(
          "stop.updates", "expected 0 with objective \"none\", got %d".formatted(updates.get()));
    }
  }
}
