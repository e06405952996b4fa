package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** Who in a group did well: the advantage of each step. */
public final class Credits {
  public static final String STAGE = "credit";

  private static final List<Plugin> BUILT_IN =
      List.of(
          BuiltIn.of(
              "group-relative",
              GroupRelativeOptions.class,
              "distance from the mean of the group, in its standard deviations"),
          BuiltIn.of("rloo", RlooOptions.class, "distance from the mean of the other members"));

  private Credits() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<Plugin> registry(ClassLoader loader) {
    return Registry.of(STAGE, BUILT_IN);
  }
}
