package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What an update makes smaller: the loss. */
public final class Objectives {
  public static final String STAGE = "objective";

  private static final List<Plugin> BUILT_IN =
      List.of(
          BuiltIn.of(
              "flow-grpo",
              FlowGrpoOptions.class,
              "the clipped ratio of each flow step, with KL to the first version"));

  private Objectives() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<Plugin> registry(ClassLoader loader) {
    return Registry.of(STAGE, BUILT_IN);
  }
}
