package io.millrace.recipe;

import static io.millrace.recipe.TestRecipes.SMALL;
import static io.millrace.recipe.TestRecipes.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.credit.GroupRelative;
import io.millrace.flow.credit.LeaveOneOut;
import io.millrace.flow.credit.ShuffledCredit;
import io.millrace.flow.credit.StepCredit;
import io.millrace.flow.credit.TrajectoryCredit;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.discrete.TokenSpec;
import io.millrace.flow.learner.LearnerSettings;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.KlPenalty;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.AdamW;
import io.millrace.flow.optimizer.Lion;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.optimizer.RmsProp;
import io.millrace.flow.optimizer.Sgd;
import io.millrace.flow.piflow.StudentGuidance;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.ClassifierFreeGuidance;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Guidance;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.pretraining.WarmStart;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeAssemblyTest {
  @Test
  void reward_weightsAndScale_areThoseOfTheRecipe() {
    Recipe recipe = read(SMALL, "reward={id: environment, weights: [1, -2], scale: 0.5}");

    assertThat(RecipeAssembly.reward(recipe).apply(new float[] {3, 1, 0, 4}, 2, 2))
        .containsExactly(0.5f, -4f);
    assertThat(RecipeAssembly.reward(read(SMALL)).apply(new float[] {3, 1}, 1, 2))
        .containsExactly(4f);
  }

  @Test
  void reward_eventsAwaitedOrRetained_areRead() {
    assertThat(read(SMALL, "reward.await=2").reward().readsEvents()).isTrue();
    assertThat(read(SMALL, "reward.retention=1h").reward().readsEvents()).isTrue();
    assertThat(read(SMALL, "reward=environment").reward().readsEvents()).isFalse();
  }

  @Test
  void credit_eachPlugin_isMadeOfItsOptions() {
    assertThat(RecipeAssembly.credit(read(SMALL)))
        .isEqualTo(
            new TrajectoryCredit(new GroupRelative(GroupRelative.Std.POPULATION, 1e-6), 1.0));
    assertThat(RecipeAssembly.credit(read(SMALL, "credit={id: rloo, per: step, discount: 0.9}")))
        .isEqualTo(new StepCredit(new LeaveOneOut(), 0.9));
    assertThat(RecipeAssembly.credit(read(SMALL, "credit.shuffle=true")))
        .isInstanceOf(ShuffledCredit.class);
  }

  @Test
  void objectiveAndOptimizer_eachPlugin_isMadeOfItsOptions() {
    Recipe recipe = read(SMALL, "objective={id: flow-grpo, clip: 0.1, logProbReduction: mean}");

    assertThat(RecipeAssembly.objective(recipe))
        .isEqualTo(new FlowGrpo(0.1, 0, KlPenalty.EXACT, LogProbReduction.MEAN));
    assertThat(RecipeAssembly.optimizer(recipe)).isEqualTo(new Adam(0.003, 0.9, 0.999, 1e-8));
    assertThat(RecipeAssembly.optimizer(read(SMALL, "optimizer=sgd"))).isEqualTo(new Sgd(0.01));
  }

  @Test
  void optimizer_everyId_isMadeWithItsOptions() {
    assertThat(optimizer("optimizer={id: sgd, learningRate: 0.1, momentum: 0.5}"))
        .isEqualTo(new Sgd(0.1, 0.5));
    assertThat(optimizer("optimizer={id: adamw, beta1: 0.8, weightDecay: 0.2}"))
        .isEqualTo(new AdamW(0.003, 0.8, 0.999, 1e-8, 0.2));
    assertThat(optimizer("optimizer={id: rmsprop, decay: 0.9, epsilonInRoot: true}"))
        .isEqualTo(new RmsProp(0.001, 0.9, 1e-8, 0, true));
    assertThat(optimizer("optimizer={id: lion, beta2: 0.98}"))
        .isEqualTo(new Lion(3e-4, 0.9, 0.98, 0));
  }

  private static Optimizer optimizer(String override) {
    return RecipeAssembly.optimizer(read(SMALL, override));
  }

  @Test
  void learnerSettings_everyOption_isThatOfTheRecipe() {
    Recipe recipe =
        read(
            SMALL,
            "policy.epoch=3",
            "learner={batch: 4, epochs: 5, minibatch: 6, staleness: 7}",
            "stop.updates=8",
            "publish.every=2",
            "optimizer.maxGradientNorm=9",
            "seed=10");

    assertThat(RecipeAssembly.learnerSettings(recipe))
        .isEqualTo(
            new LearnerSettings(
                "grpo-pointmass", 3, recipe.hash(), 4, 5, 6, 7, 8, 2, 10_000, 9, 10, 1e-6));
    assertThat(RecipeAssembly.learner(recipe).settings().seed()).isEqualTo(10);
  }

  @Test
  void policySpec_shapeOfTheEnvironment_isTakenOver() {
    Recipe recipe = read(SMALL, "policy={network: {hidden: [8], activation: tanh}, flowSteps: 4}");
    EnvironmentPlugin environment = TestRecipes.PLUGINS.environments().get("point-mass");

    FlowPolicySpec spec =
        RecipeAssembly.policySpec(recipe, environment.shape(recipe.environment().options()));

    assertThat(spec.observationSize()).isEqualTo(4);
    assertThat(spec.actionSize()).isEqualTo(2);
    assertThat(spec.hidden()).containsExactly(8);
    assertThat(spec.activation()).isEqualTo("tanh");
    assertThat(spec.flowSteps()).isEqualTo(4);
    assertThat(spec.sampler()).isEqualTo(new SamplerSpec("flow-sde", 0.7, 0, 0));
    assertThat(spec.actionCenter()).containsExactly(0, 1);
    assertThat(spec.actionScale()).containsExactly(1, 2);
  }

  @Test
  void policySpec_discreteFlow_hasATokenForEachChoice() {
    Recipe recipe =
        read(
            SMALL,
            "policy={flow: tokens, flowSteps: 4, tokens: {time: true}}",
            "objective.id=fudoki",
            "rollout.sampler.id=ode");

    FlowPolicySpec spec = RecipeAssembly.policySpec(recipe, EnvironmentShape.ofChoices(2, 5));

    assertThat(spec.tokens()).isEqualTo(new TokenSpec(5, List.of(), 3, 0.9, true));
    assertThat(spec.flowInputs()).isEqualTo(5 + 1 + 2);
    assertThat(spec.pathPoints()).isEqualTo(8);
    assertThat(spec.likelihoods()).isEqualTo(4);
  }

  @Test
  void policySpec_categorical_drawsWhatTheEnvironmentOffers() {
    Recipe recipe =
        read(
            SMALL,
            "policy={flow: categorical, flowSteps: 1}",
            "objective.id=ppo",
            "credit.id=gae",
            "rollout.sampler.id=ode",
            "evaluation={likeliest: true}");
    Choices choices = new Choices(List.of(2, 3), true);

    FlowPolicySpec spec = RecipeAssembly.policySpec(recipe, EnvironmentShape.of(7, choices));

    assertThat(spec.choices()).isEqualTo(choices);
    assertThat(spec.flowInputs()).isEqualTo(7);
    assertThat(spec.flowOutputs()).isEqualTo(2 * 3);
    assertThat(spec.pathPoints()).isEqualTo(1);
    assertThat(spec.likelihoods()).isEqualTo(1);
    assertThat(spec.has("value")).isTrue();
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(1));
    assertThat(RecipeAssembly.evaluation(recipe, policy, v -> null).likeliest()).isTrue();
  }

  @Test
  void policySpec_choicesBesideNumbers_needAFlowOverRealNumbers() {
    EnvironmentShape mixed =
        new EnvironmentShape(2, 4, new float[4], new float[] {1, 1, 1, 1})
            .withScored(Choices.uniform(1, 3));
    assertThat(RecipeAssembly.policySpec(read(SMALL), mixed).actionSize()).isEqualTo(4);
    Recipe categorical =
        read(
            SMALL,
            "policy={flow: categorical, flowSteps: 1}",
            "objective.id=ppo",
            "credit.id=gae",
            "rollout.sampler.id=ode");
    assertThatThrownBy(() -> RecipeAssembly.policySpec(categorical, mixed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "policy.flow: expected \"velocity\" or another flow over real numbers")
        .hasMessageContaining("got \"categorical\": its actions are numbers and choices together");
  }

  @Test
  void policySpec_flowOfAnotherKindThanTheActions_saysSo() {
    Recipe velocity = read(SMALL);
    assertThatThrownBy(() -> RecipeAssembly.policySpec(velocity, EnvironmentShape.ofChoices(2, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "expected \"categorical\" or \"tokens\" for environment \"point-mass\"");
    Recipe tokens =
        read(SMALL, "policy.flow=tokens", "objective.id=fudoki", "rollout.sampler.id=ode");
    assertThatThrownBy(
            () ->
                RecipeAssembly.policySpec(
                    tokens, new EnvironmentShape(1, 1, new float[] {0}, new float[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an environment of choices for \"tokens\"");
  }

  @Test
  void samplers_explorationAndEvaluation_areApart() {
    assertThat(RecipeAssembly.sampler(read(SMALL, "rollout.sampler.id=flow-noise")))
        .isEqualTo(new SamplerSpec("flow-noise", 0, 0.05, 0.5));
    Recipe recipe = read(SMALL, "evaluation.flowSteps=40");
    EnvironmentShape shape = new EnvironmentShape(1, 1, new float[] {0}, new float[] {1});
    FlowPolicy policy =
        FlowPolicy.random(RecipeAssembly.policySpec(recipe, shape), new RandomSource(1));
    assertThat(RecipeAssembly.evaluation(recipe, policy, version -> null))
        .isEqualTo(new Acting(new Ode(), 40, false, Guidance.NONE));
  }

  @Test
  void evaluation_student_stepsAsItWasTrained() {
    Recipe recipe =
        read(
            SMALL,
            "objective={id: pi-flow, components: 3, evaluations: 2, substeps: 16}",
            "evaluation.network=student");
    FlowPolicy policy =
        FlowPolicy.random(
            RecipeAssembly.policySpec(
                recipe, new EnvironmentShape(1, 1, new float[1], new float[] {1})),
            new RandomSource(1));
    assertThat(RecipeAssembly.evaluation(recipe, policy, version -> policy))
        .isEqualTo(new Acting(new Ode(), 32, false, new StudentGuidance(3, 2)));
    assertThat(policy.spec().has(PartSpec.STUDENT)).isTrue();
  }

  @Test
  void policySpec_dropout_hasANullObservation() {
    Recipe recipe =
        read(
            SMALL,
            "policy.warmStart={source: demonstrations, method: {id: flow-matching, dropout: 0.1}}",
            "evaluation.guidance={id: classifier-free, weight: 3}");
    FlowPolicySpec spec =
        RecipeAssembly.policySpec(
            recipe, new EnvironmentShape(2, 1, new float[1], new float[] {1}));
    assertThat(spec.parts()).containsExactly(PartSpec.nullObservation(2));
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(1));
    assertThat(RecipeAssembly.evaluation(recipe, policy, version -> null).guidance())
        .isEqualTo(new ClassifierFreeGuidance(3));
    assertThatThrownBy(
            () ->
                RecipeAssembly.policySpec(
                    recipe, new EnvironmentShape(0, 1, new float[1], new float[] {1})))
        .hasMessageContaining("policy.warmStart.method.dropout: expected 0 for environment");
  }

  @Test
  void warmStart_leftOut_isEmpty() {
    assertThat(RecipeAssembly.warmStart(read(SMALL))).isEmpty();
    assertThat(RecipeAssembly.warmStart(read(SMALL, "policy.warmStart.source=demonstrations")))
        .contains(new WarmStart(1500, 256, 0.003));
  }

  @Test
  void warmStart_methodLeftOut_fitsTheFlow() {
    String[] changes = {"policy.warmStart.source=demonstrations", "policy.flow=mean-velocity"};
    WarmStart byDefault = RecipeAssembly.warmStart(read(SMALL, changes)).orElseThrow();
    assertThat(byDefault.method().head()).isEqualTo(FlowHead.MEAN_VELOCITY);
    WarmStart chosen =
        RecipeAssembly.warmStart(
                read(SMALL, changes[0], changes[1], "policy.warmStart.method=mean-flow"))
            .orElseThrow();
    assertThat(byDefault).isEqualTo(chosen);
  }

  @Test
  void warmStart_methodOfAnotherFlow_isAProblem() {
    assertThatThrownBy(
            () ->
                read(
                    SMALL,
                    "policy.warmStart.source=demonstrations",
                    "policy.warmStart.method=mean-flow"))
        .hasMessageContaining("policy.warmStart.method.id")
        .hasMessageContaining(
            "expected \"flow-matching\" for policy.flow \"velocity\", got \"mean-flow\"");
  }

  @Test
  void policySpec_encoder_isAPart() {
    EnvironmentShape shape = new EnvironmentShape(3, 1, new float[] {0}, new float[] {1});
    FlowPolicySpec spec =
        RecipeAssembly.policySpec(read(SMALL, "policy.network.encoder=[16, 8]"), shape);
    assertThat(spec.parts()).contains(PartSpec.encoder(List.of(16, 8), "silu"));
    assertThat(spec.flowInputs()).isEqualTo(5);
  }

  @Test
  void environmentShape_noPluginOnTheClassPath_saysSo() {
    assertThatThrownBy(() -> RecipeAssembly.environmentShape(read(SMALL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no plug-in \"point-mass\"; known: none");
  }
}
