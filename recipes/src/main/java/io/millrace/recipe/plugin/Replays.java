package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What an update sees again: the memory of older experience. */
public final class Replays {
  public static final String STAGE = "replay";

  private static final List<Plugin> BUILT_IN =
      List.of(
          BuiltIn.of("none", NoReplayOptions.class, "every record is used once, then forgotten"));

  private Replays() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<Plugin> registry(ClassLoader loader) {
    return Registry.of(STAGE, BUILT_IN);
  }
}
