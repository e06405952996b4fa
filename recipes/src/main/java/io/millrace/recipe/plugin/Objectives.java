package io.millrace.recipe.plugin;

import io.millrace.flow.objective.AcFlow;
import io.millrace.flow.objective.Dmpo;
import io.millrace.flow.objective.FaGrpo;
import io.millrace.flow.objective.FlashDmd;
import io.millrace.flow.objective.FlowCps;
import io.millrace.flow.objective.FlowDpo;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.FlowNrg;
import io.millrace.flow.objective.FlowRwr;
import io.millrace.flow.objective.Fpo;
import io.millrace.flow.objective.FpoPlusPlus;
import io.millrace.flow.objective.Fudoki;
import io.millrace.flow.objective.Gorl;
import io.millrace.flow.objective.GrpoGuard;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.PiFlow;
import io.millrace.flow.objective.PiRl;
import io.millrace.flow.objective.Ppo;
import io.millrace.flow.objective.ReinFlow;
import io.millrace.flow.objective.TempFlowGrpo;
import io.millrace.flow.optimizer.CosineFit;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What an update makes smaller: the loss. */
public final class Objectives {
  public static final String STAGE = "objective";

  /** The objective of discrete flows. */
  public static final String FUDOKI = "fudoki";

  /** The objective that trains a student of the flow. */
  public static final String PI_FLOW = "pi-flow";

  /** The objective of a recipe that ends with its first version. */
  public static final String NONE = "none";

  private static final List<StagePlugin<Objective>> BUILT_IN =
      List.of(
          BuiltIn.of(
              "flow-cps",
              FlowCpsOptions.class,
              o -> new FlowCps(o.clip(), o.logProb(), o.logProbReduction()),
              "the clipped ratio of each flow step, normal or as a squared distance"),
          BuiltIn.of(
              "dmpo",
              DmpoOptions.class,
              o ->
                  new Dmpo(
                      o.clip(), o.entropy(), o.behavior(), o.behaviorEnd(), o.behaviorUpdates()),
              "PPO on the likelihood of a chain of one or a few noisy steps"),
          BuiltIn.of(
              "flow-grpo",
              FlowGrpoOptions.class,
              o -> new FlowGrpo(o.clip(), o.kl(), o.penalty(), o.logProbReduction()),
              "the clipped ratio of each flow step, with KL to the first version"),
          BuiltIn.of(
              "grpo-guard",
              GrpoGuardOptions.class,
              o -> new GrpoGuard(o.clip(), o.clipScale(), o.kl(), o.penalty()),
              "the clipped ratio normalized, so that clipping is alike at all flow steps"),
          BuiltIn.of(
              "tempflow-grpo",
              TempFlowGrpoOptions.class,
              o -> new TempFlowGrpo(o.clip(), o.kl(), o.penalty(), o.logProbReduction()),
              "the clipped ratio of each flow step, weighted by the step's noise"),
          BuiltIn.of(
              "ppo",
              PpoOptions.class,
              o ->
                  new Ppo(
                      o.clip(),
                      o.entropy(),
                      o.baseline().valueError(),
                      o.baseline().normalizeAdvantages()),
              "the clipped ratio of a decision, with a value network: a Gaussian policy's PPO"),
          BuiltIn.of(
              "gorl",
              GorlOptions.class,
              o ->
                  new Gorl(
                      new Ppo(
                          o.clip(),
                          o.entropy(),
                          o.baseline().valueError(),
                          o.baseline().normalizeAdvantages()),
                      o.latentPenalty(),
                      o.refitEvery(),
                      new CosineFit(o.refitSteps(), o.refitLearningRate()),
                      o.refitBatch()),
              "PPO on the start of a flow, which is fitted in stages to what was done"),
          BuiltIn.of(
              "reinflow",
              ReinFlowOptions.class,
              o ->
                  new ReinFlow(
                      o.clip(),
                      o.entropy(),
                      o.baseline().valueError(),
                      o.baseline().normalizeAdvantages()),
              "the clipped ratio of a whole flow chain whose noise is learned"),
          BuiltIn.of(
              "fpo",
              FpoOptions.class,
              o ->
                  new Fpo(
                      o.clip(),
                      o.ratio(),
                      o.baseline().valueError(),
                      o.baseline().normalizeAdvantages()),
              "a clipped ratio made of flow-matching losses: no likelihood is needed"),
          BuiltIn.of(
              "fpo-plus-plus",
              FpoOptions.class,
              o ->
                  new FpoPlusPlus(
                      o.clip(),
                      o.ratio(),
                      o.baseline().valueError(),
                      o.baseline().normalizeAdvantages()),
              "such a ratio for each noise, with a quadratic trust region for bad actions"),
          BuiltIn.of(
              "pi-rl",
              PiRlOptions.class,
              o ->
                  new PiRl(
                      o.clip(),
                      o.dualClip(),
                      o.logProb(),
                      o.jointReduce(),
                      o.entropy(),
                      o.valueWeight(),
                      o.valueClip(),
                      o.normalizeAdvantages()),
              "the dual-clipped ratio of chunks of actions, with value and entropy"),
          BuiltIn.of(
              "fa-grpo",
              FaGrpoOptions.class,
              o -> new FaGrpo(o.clip(), o.flowScale()),
              "the clipped ratio of each environment action, all flow steps weighing alike"),
          BuiltIn.of(
              "ac-flow",
              AcFlowOptions.class,
              o ->
                  new AcFlow(
                      o.temperature(),
                      o.alpha(),
                      o.clip(),
                      o.warmUp(),
                      o.draws(),
                      o.criticHidden()),
              "flow matching weighted by what a critic of noisy points did not expect"),
          BuiltIn.of(
              "flash-dmd",
              FlashDmdOptions.class,
              o ->
                  new FlashDmd(
                      o.clip(),
                      o.reward(),
                      o.matching(),
                      o.weight(),
                      o.matchedSteps(),
                      o.warmUp(),
                      o.draws(),
                      o.fakeRate(),
                      o.fakeHidden()),
              "rewards for a student of few steps, held to its teacher's law by matching scores"),
          BuiltIn.of(
              "flow-nrg",
              FlowNrgOptions.class,
              o -> new FlowNrg(o.temperature(), o.draws(), o.rewardHidden()),
              "a reward model of noisy points for guidance; the flow stays as it is"),
          BuiltIn.of(
              "flow-dpo",
              FlowDpoOptions.class,
              o -> new FlowDpo(o.beta(), o.pairs(), o.draws()),
              "the better of two actions against the worse, by their flow-matching errors"),
          BuiltIn.of(
              "flow-rwr",
              FlowRwrOptions.class,
              o -> new FlowRwr(o.temperature(), o.draws()),
              "flow matching on the policy's own actions, weighted by exp(reward)"),
          BuiltIn.of(
              FUDOKI,
              FudokiOptions.class,
              o -> new Fudoki(o.clip(), o.kl(), o.ratio()),
              "the exact clipped ratio of a discrete flow's tokens, with KL to the first version"),
          BuiltIn.of(
              PI_FLOW,
              PiFlowOptions.class,
              o ->
                  new PiFlow(
                      o.components(),
                      o.evaluations(),
                      o.substeps(),
                      o.window(),
                      o.states(),
                      o.spread(),
                      o.hidden(),
                      o.activation().id()),
              "distills the first version's flow into a student of few network calls"),
          BuiltIn.of(
              NONE,
              NoObjectiveOptions.class,
              o -> {
                throw new IllegalArgumentException(
                    "expected an objective to learn with, objective.id=" + NONE);
              },
              "no learning online: the recipe ends with the version that its warm start makes"));

  private Objectives() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<StagePlugin<Objective>> registry(ClassLoader loader) {
    return Registry.load(STAGE, BUILT_IN, ObjectivePlugin.class, loader);
  }
}
