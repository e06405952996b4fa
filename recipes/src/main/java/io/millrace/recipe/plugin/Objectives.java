package io.millrace.recipe.plugin;

import io.millrace.flow.objective.AcFlow;
import io.millrace.flow.objective.FlowDpo;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.FlowNrg;
import io.millrace.flow.objective.FlowRwr;
import io.millrace.flow.objective.Objective;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What an update makes smaller: the loss. */
public final class Objectives {
  public static final String STAGE = "objective";

  /** The objective of a recipe that ends with its first version. */
  public static final String NONE = "none";

  private static final List<StagePlugin<Objective>> BUILT_IN =
      List.of(
          BuiltIn.of(
              "flow-grpo",
              FlowGrpoOptions.class,
              o -> new FlowGrpo(o.clip(), o.kl(), o.penalty(), o.logProbReduction()),
              "the clipped ratio of each flow step, with KL to the first version"),
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
