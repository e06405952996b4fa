package io.millrace.recipe.plugin;

import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.Fudoki;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.PiFlow;
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
              "flow-grpo",
              FlowGrpoOptions.class,
              o -> new FlowGrpo(o.clip(), o.kl(), o.penalty(), o.logProbReduction()),
              "the clipped ratio of each flow step, with KL to the first version"),
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
