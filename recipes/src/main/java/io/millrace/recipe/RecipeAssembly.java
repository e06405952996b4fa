package io.millrace.recipe;

import io.millrace.flow.credit.Credit;
import io.millrace.flow.credit.SeedCredit;
import io.millrace.flow.credit.ShuffledCredit;
import io.millrace.flow.learner.Learner;
import io.millrace.flow.learner.LearnerSettings;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.PiFlow;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.GuidanceSpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.pretraining.PretrainingMethod;
import io.millrace.flow.pretraining.WarmStart;
import io.millrace.flow.reward.Reward;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Registry;
import io.millrace.recipe.plugin.Credits;
import io.millrace.recipe.plugin.Guidances;
import io.millrace.recipe.plugin.Objectives;
import io.millrace.recipe.plugin.Optimizers;
import io.millrace.recipe.plugin.Pretrainings;
import io.millrace.recipe.plugin.Rewards;
import io.millrace.recipe.plugin.Samplers;
import io.millrace.recipe.plugin.StagePlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The parts of the loop that a recipe names, made by the plug-ins of the thread's context class
 * loader.
 */
public final class RecipeAssembly {
  /** How many records a learner remembers, to use none of them twice. */
  private static final int REMEMBERED_RECORDS = 10_000;

  private RecipeAssembly() {}

  public static Reward reward(Recipe recipe) {
    return create(Rewards.registry(Plugins.contextLoader()), recipe.reward().plugin());
  }

  public static Credit credit(Recipe recipe) {
    CreditStage stage = recipe.credit();
    Credit credit = create(Credits.registry(Plugins.contextLoader()), stage.plugin());
    if (stage.groupBy() == CreditGroups.SEED) {
      credit = new SeedCredit(credit, recipe.rollout().exploration().seeds());
    }
    return stage.shuffle() ? new ShuffledCredit(credit) : credit;
  }

  public static Objective objective(Recipe recipe) {
    return create(Objectives.registry(Plugins.contextLoader()), recipe.objective());
  }

  public static Optimizer optimizer(Recipe recipe) {
    return create(Optimizers.registry(Plugins.contextLoader()), recipe.optimizer().plugin());
  }

  /** The sampler that explores, and that the policy's log-probabilities belong to. */
  public static SamplerSpec sampler(Recipe recipe) {
    return create(Samplers.registry(), recipe.rollout().sampler());
  }

  /**
   * How a policy acts in evaluation episodes.
   *
   * @param versions asked for another version only where the recipe's guidance compares with one
   */
  public static Acting evaluation(
      Recipe recipe, FlowPolicy policy, LongFunction<FlowPolicy> versions) {
    EvaluationStage stage = recipe.evaluation();
    SamplerSpec sampler = create(Samplers.registry(), stage.sampler());
    GuidanceSpec guidance = create(Guidances.registry(), stage.guidance());
    FlowPolicy other = guidance.version() == 0 ? null : versions.apply(guidance.version());
    Acting acting =
        Acting.with(sampler.create(), policy)
            .withGuidance(guidance.guidance().apply(other))
            .withLikeliest(stage.likeliest().orElse(false));
    if (stage.network() == EvaluatedNetwork.STUDENT) {
      return ((PiFlow) objective(recipe)).student(acting);
    }
    return stage.flowSteps().map(acting::withFlowSteps).orElse(acting);
  }

  public static Learner learner(Recipe recipe) {
    return new Learner(learnerSettings(recipe), objective(recipe), optimizer(recipe));
  }

  public static LearnerSettings learnerSettings(Recipe recipe) {
    LearnerStage learner = recipe.learner();
    return new LearnerSettings(
        recipe.policy().id(),
        recipe.policy().epoch(),
        recipe.hash(),
        learner.batch(),
        learner.epochs(),
        learner.minibatch(),
        learner.staleness(),
        recipe.stop().updates(),
        recipe.publish().every(),
        REMEMBERED_RECORDS,
        recipe.optimizer().maxGradientNorm(),
        recipe.seed(),
        learner.likelihoodTolerance());
  }

  /**
   * The policy that fits the environment.
   *
   * @throws IllegalArgumentException if its kind of flow does not make the environment's actions
   */
  public static FlowPolicySpec policySpec(Recipe recipe, EnvironmentShape shape) {
    PolicyStage policy = recipe.policy();
    boolean discrete = policy.flow().discrete();
    if (discrete && shape.scored() != null) {
      throw new IllegalArgumentException(
          ("policy.flow: expected \"velocity\" or another flow over real numbers for environment"
                  + " \"%s\", got \"%s\": its actions are numbers and choices together, and the"
                  + " option of the greatest score is taken")
              .formatted(recipe.environment().id(), policy.flow().name().toLowerCase(Locale.ROOT)));
    }
    if (discrete != (shape.choices() != null)) {
      throw new IllegalArgumentException(
          (discrete
                  ? "policy.flow: expected an environment of choices for \"%2$s\", got"
                      + " \"%1$s\", whose actions are real-valued"
                  : "policy.flow: expected \"categorical\" or \"tokens\" for environment"
                      + " \"%s\", whose actions are choices")
              .formatted(recipe.environment().id(), policy.flow().name().toLowerCase(Locale.ROOT)));
    }
    return new FlowPolicySpec(
        shape.observationSize(),
        shape.actionSize() * policy.chunk(),
        policy.network().hidden(),
        policy.network().activation().id(),
        policy.flowSteps(),
        sampler(recipe),
        repeated(shape.actionCenter(), policy.chunk()),
        repeated(shape.actionScale(), policy.chunk()),
        policy.flow(),
        policy.chunk(),
        recipe.rollout().exploration().exploration(),
        recording(recipe),
        parts(recipe, shape),
        discrete ? policy.tokens().of(policy.flow(), shape.choices()) : null,
        shape.agents());
  }

  private static Recording recording(Recipe recipe) {
    Recording needed = recipe.learnsOnline() ? objective(recipe).recording() : Recording.NONE;
    return recipe.credit().creditsActions() ? needed.withActionRewards() : needed;
  }

  private static List<PartSpec> parts(Recipe recipe, EnvironmentShape shape) {
    PolicyStage policy = recipe.policy();
    int actionSize = shape.actionSize() * policy.chunk();
    List<PartSpec> parts = new ArrayList<>();
    policy
        .network()
        .encoder()
        .ifPresent(
            layers -> parts.add(PartSpec.encoder(layers, policy.network().activation().id())));
    if (sampler(recipe).learnsStart()) {
      parts.add(
          PartSpec.start(
              policy.network().hidden(), policy.network().activation().id(), actionSize));
    }
    if (credit(recipe).needsValues()) {
      parts.add(
          PartSpec.value(
              policy.critic().hidden(),
              policy.critic().activation().id(),
              recipe.credit().creditsActions() ? policy.chunk() : 1));
    }
    if (recipe.learnsOnline()) {
      parts.addAll(objective(recipe).parts(actionSize));
    }
    if (dropsObservations(recipe)) {
      if (shape.observationSize() == 0) {
        throw new IllegalArgumentException(
            "policy.warmStart.method.dropout: expected 0 for environment \"%s\", which shows nothing"
                .formatted(recipe.environment().id()));
      }
      parts.add(PartSpec.nullObservation(shape.observationSize()));
    }
    return parts;
  }

  private static boolean dropsObservations(Recipe recipe) {
    return warmStart(recipe)
        .filter(
            start ->
                start.method() instanceof PretrainingMethod.Velocities velocities
                    && velocities.dropout() > 0)
        .isPresent();
  }

  private static float[] repeated(float[] values, int times) {
    float[] repeated = new float[values.length * times];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = values[i % values.length];
    }
    return repeated;
  }

  /** How version 1 is trained; empty where it has random weights. */
  public static Optional<WarmStart> warmStart(Recipe recipe) {
    return recipe
        .policy()
        .warmStart()
        .map(
            options ->
                new WarmStart(
                    options.steps(),
                    options.batch(),
                    options.learningRate(),
                    options
                        .method()
                        .map(chosen -> create(Pretrainings.registry(), chosen))
                        .orElseGet(() -> Pretrainings.byDefault(recipe.policy().flow()))));
  }

  /**
   * The shape of the recipe's environment.
   *
   * @throws IllegalArgumentException if no plug-in of that id is on the class path
   */
  public static EnvironmentShape environmentShape(Recipe recipe) {
    Choice environment = recipe.environment();
    EnvironmentPlugin plugin = Environments.registry(Plugins.contextLoader()).get(environment.id());
    return plugin.shape(environment.options(plugin.options()));
  }

  private static <T> T create(Registry<StagePlugin<T>> registry, Choice choice) {
    return registry.get(choice.id()).create(choice);
  }
}
