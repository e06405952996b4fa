package io.millrace.recipe.plugin;

import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.optimizer.Sgd;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** How a gradient becomes a step. */
public final class Optimizers {
  public static final String STAGE = "optimizer";

  private static final List<StagePlugin<Optimizer>> BUILT_IN =
      List.of(
          BuiltIn.of(
              "adam",
              AdamOptions.class,
              o -> new Adam(o.learningRate(), o.beta1(), o.beta2(), o.epsilon()),
              "Adam with bias correction"),
          BuiltIn.of(
              "sgd", SgdOptions.class, o -> new Sgd(o.learningRate()), "plain gradient descent"));

  private Optimizers() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<StagePlugin<Optimizer>> registry(ClassLoader loader) {
    return Registry.load(STAGE, BUILT_IN, OptimizerPlugin.class, loader);
  }
}
