package io.millrace.recipe;

import io.millrace.recipe.option.Registry;
import java.util.List;

/** What a policy acts in. None is built in here: the module of the environments offers them. */
public final class Environments {
  public static final String STAGE = "environment";

  private Environments() {}

  /** The environments that jars of this class loader offer; may be empty. */
  public static Registry<EnvironmentPlugin> registry(ClassLoader loader) {
    return Registry.load(STAGE, List.of(), EnvironmentPlugin.class, loader);
  }
}
