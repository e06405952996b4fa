package io.millrace.recipe;

import io.millrace.flow.objective.Objective;
import io.millrace.flow.policy.FlowHead;
import io.millrace.recipe.option.Binding;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.plugin.Guidances;
import io.millrace.recipe.plugin.Objectives;
import io.millrace.recipe.plugin.Pretrainings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules between options of different stages. Each holds as soon as its own options are right. */
final class RecipeRules {
  private static final Set<String> COMPARES_MEMBERS = Set.of("g2rpo", "group-relative", "rloo");

  private final Binding binding;

  private RecipeRules(Binding binding) {
    this.binding = binding;
  }

  static void check(Binding binding) {
    RecipeRules rules = new RecipeRules(binding);
    rules.comparisonNeedsTwo();
    rules.minimumFitsGroup();
    rules.ratioNeedsNoise();
    rules.searchFitsSampler();
    rules.placesNeedWholeGroups();
    rules.chainNeedsSteps();
    DiscreteRules.check(binding);
    ChunkRules.check(binding, rules.objective());
    rules.studentNeedsATeacher();
    rules.correctionNeedsStaleness();
    rules.topicOptionsNeedTopic();
    rules.nothingOnlineNeedsWarmStart();
    rules.pretrainingFitsFlow();
    rules.chainRatioNeedsEveryDraw();
    rules.freshStartIsStandard();
    rules.guidanceNeedsDropout();
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

  /** A ratio needs log-probabilities, and a deterministic step has none; drawn tokens do. */
  private void ratioNeedsNoise() {
    if (binding.value("policy.flow", FlowHead.class).filter(FlowHead::discrete).isPresent()) {
      return;
    }
    Optional<Objective> ratio = objective().filter(Objective::needsLikelihoods);
    if (ratio.isPresent() && id("rollout.sampler").equals(Optional.of("ode"))) {
      binding.problem(
          "rollout.sampler.id",
          "expected a stochastic sampler for objective \"%s\", got \"ode\""
              .formatted(ratio.get().id()));
    }
  }

  private Optional<Objective> objective() {
    Optional<Choice> chosen =
        binding
            .value("objective", Choice.class)
            .filter(choice -> choice.checked() && !choice.id().equals(Objectives.NONE));
    return chosen.flatMap(
        choice ->
            Objectives.registry(Plugins.contextLoader())
                .find(choice.id())
                .map(plugin -> plugin.create(choice)));
  }

  /** Members that share a start, or finish one step, are known by their places in the group. */
  private void placesNeedWholeGroups() {
    boolean bySeed =
        binding.value("credit.groupBy", CreditGroups.class).equals(Optional.of(CreditGroups.SEED));
    if (bySeed && number("rollout.exploration.seeds").equals(Optional.of(0))) {
      binding.problem(
          "rollout.exploration.seeds", "expected at least 1 with credit.groupBy \"seed\", got 0");
    }
    Optional<Integer> granularities = number("credit.granularities");
    Optional<Integer> strides =
        binding.value("rollout.exploration.strides", List.class).map(List::size);
    if (granularities.isPresent() && strides.isPresent() && !granularities.equals(strides)) {
      binding.problem(
          "credit.granularities",
          "expected one for each of rollout.exploration.strides, got %d for %d"
              .formatted(granularities.get(), strides.get()));
    }
    Optional<Integer> minimum = number("credit.minimumMembers");
    boolean known = minimum.isPresent() && number("rollout.groupSize").isPresent();
    if ((bySeed || granularities.isPresent())
        && known
        && !minimum.equals(number("rollout.groupSize"))) {
      binding.problem(
          "credit.minimumMembers",
          "expected all of rollout.groupSize where credit goes by a member's place, got %d"
              .formatted(minimum.get()));
    }
  }

  /** The likelihood of a chain is that of noisy steps after a standard normal start. */
  private void chainNeedsSteps() {
    boolean chain = id("objective").equals(Optional.of("reinflow"));
    if (chain && id("rollout.sampler").equals(Optional.of("latent-gaussian"))) {
      binding.problem(
          "rollout.sampler.id",
          "expected a sampler of stochastic steps for objective \"reinflow\", got"
              + " \"latent-gaussian\"");
    }
  }

  private void searchFitsSampler() {
    String path = "rollout.exploration.noiseSearch";
    Optional<Integer> candidates = number(path + ".candidates");
    Optional<Integer> elites = number(path + ".elites");
    if (candidates.isPresent() && elites.isPresent() && elites.get() > candidates.get()) {
      binding.problem(
          path + ".elites",
          "expected elites <= candidates, got %d > %d".formatted(elites.get(), candidates.get()));
    }
    if (given(path) && id("rollout.sampler").equals(Optional.of("latent-gaussian"))) {
      binding.problem(path, "expected a sampler that does not learn its start itself");
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

  /** A method that fits one kind of network cannot fit another. */
  private void pretrainingFitsFlow() {
    Optional<FlowHead> flow = binding.value("policy.flow", FlowHead.class);
    Optional<String> method = id("policy.warmStart.method");
    if (flow.isEmpty() || method.isEmpty()) {
      return;
    }
    String fitting = Pretrainings.fitting(flow.get());
    if (!method.get().equals(fitting)) {
      binding.problem(
          "policy.warmStart.method.id",
          "expected \"%s\" for policy.flow \"%s\", got \"%s\""
              .formatted(
                  fitting,
                  flow.get().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  method.get()));
    }
  }

  /** The likelihood of a chain is that of all its draws, and their noise is learned. */
  private void chainRatioNeedsEveryDraw() {
    if (!id("objective").equals(Optional.of("dmpo"))) {
      return;
    }
    Optional<String> other = id("rollout.sampler").filter(id -> !id.equals("flow-noise"));
    if (other.isPresent()) {
      binding.problem(
          "rollout.sampler.id",
          "expected \"flow-noise\" for objective \"dmpo\", got \"%s\"".formatted(other.get()));
    } else if (binding
        .value("rollout.sampler.lastStep", Boolean.class)
        .equals(Optional.of(false))) {
      binding.problem(
          "rollout.sampler.lastStep", "expected true for objective \"dmpo\", got false");
    }
  }

  /** What a flow is fitted to carry is standard normal: so must be what a fresh start gives. */
  private void freshStartIsStandard() {
    if (!id("objective").equals(Optional.of("gorl"))) {
      return;
    }
    if (number("policy.flowSteps").equals(Optional.of(0))) {
      binding.problem("policy.flowSteps", "expected at least 1 for objective \"gorl\", got 0");
    }
    Optional<String> other = id("rollout.sampler").filter(id -> !id.equals("latent-gaussian"));
    if (other.isPresent()) {
      binding.problem(
          "rollout.sampler.id",
          "expected \"latent-gaussian\" for objective \"gorl\", got \"%s\"".formatted(other.get()));
      return;
    }
    Optional<Double> min = binding.value("rollout.sampler.noiseMin", Double.class);
    Optional<Double> max = binding.value("rollout.sampler.noiseMax", Double.class);
    if (min.isPresent() && max.isPresent() && Math.abs(min.get() * max.get() - 1) > 1e-3) {
      binding.problem(
          "rollout.sampler.noiseMax",
          "expected noiseMin * noiseMax = 1 for objective \"gorl\", got %s * %s"
              .formatted(min.get(), max.get()));
    }
  }

  /** What a policy does without observation is known only where it was trained without some. */
  private void guidanceNeedsDropout() {
    boolean blind =
        binding
            .value("policy.warmStart.method.dropout", Double.class)
            .filter(share -> share > 0)
            .isPresent();
    boolean fitted = id("policy.warmStart.method").equals(Optional.of("flow-matching"));
    if (id("evaluation.guidance").equals(Optional.of(Guidances.CLASSIFIER_FREE))
        && !(blind && fitted)) {
      binding.problem(
          "evaluation.guidance.id",
          "expected policy.warmStart.method \"flow-matching\" with a dropout above 0 for guidance"
              + " \"classifier-free\"");
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
