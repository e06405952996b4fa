package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What an update sees again: the memory of older experience. */
public final class Replays {
  public static final String STAGE = "replay";

  private record NoReplay(String id, String summary, Class<? extends Record> options)
      implements Plugin {}

  private static final List<Plugin> BUILT_IN =
      List.of(
          new NoReplay("none", "every record is used once, then forgotten", NoReplayOptions.class));

  private Replays() {}

  /** The built-in plug-ins. */
  public static Registry<Plugin> registry() {
    return Registry.of(STAGE, BUILT_IN);
  }
}
