package io.millrace.recipe.plugin;

import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.AdamW;
import io.millrace.flow.optimizer.Lion;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.optimizer.RmsProp;
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
              "adamw",
              AdamWOptions.class,
              o -> new AdamW(o.learningRate(), o.beta1(), o.beta2(), o.epsilon(), o.weightDecay()),
              "Adam with weight decay beside it"),
          BuiltIn.of(
              "lion",
              LionOptions.class,
              o -> new Lion(o.learningRate(), o.beta1(), o.beta2(), o.weightDecay()),
              "steps of one size along the sign of an interpolated momentum"),
          BuiltIn.of(
              "rmsprop",
              RmsPropOptions.class,
              o ->
                  new RmsProp(
                      o.learningRate(), o.decay(), o.epsilon(), o.momentum(), o.epsilonInRoot()),
              "gradients over the root of their recent mean square"),
          BuiltIn.of(
              "sgd",
              SgdOptions.class,
              o -> new Sgd(o.learningRate(), o.momentum()),
              "gradient descent, with or without momentum"));

  private Optimizers() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<StagePlugin<Optimizer>> registry(ClassLoader loader) {
    return Registry.load(STAGE, BUILT_IN, OptimizerPlugin.class, loader);
  }
}
