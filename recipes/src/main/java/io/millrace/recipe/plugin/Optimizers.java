package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** How a gradient becomes a step. */
public final class Optimizers {
  public static final String STAGE = "optimizer";

  private static final List<Plugin> BUILT_IN =
      List.of(
          BuiltIn.of("adam", AdamOptions.class, "Adam with bias correction"),
          BuiltIn.of("sgd", SgdOptions.class, "plain gradient descent"));

  private Optimizers() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<Plugin> registry(ClassLoader loader) {
    return Registry.of(STAGE, BUILT_IN);
  }
}
