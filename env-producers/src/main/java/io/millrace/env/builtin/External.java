package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Matches;
import io.millrace.recipe.option.Range;
import java.util.List;
import java.util.Optional;

/**
 * A simulator, or a plant, in a process of its own, which connects to the gateway: a recipe says
 * its shape and nothing else.
 */
public final class External {

  public static final String ID = "external";

  private External() {}

  /** Options of a recipe. */
  public record Options(
      @Doc("what its episodes are called in records")
          @Matches(value = "[a-z0-9]+(-[a-z0-9]+)*", words = "a kebab-case name")
          String name,
      @Doc("numbers of an observation") @Range(min = 0, max = 100_000) int observationSize,
      Actions actions,
      @Doc("steps after which the gateway truncates an episode; 0 for no limit")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          int maxEpisodeSteps) {}

  /** Real numbers inside a box, or a choice. */
  public record Actions(
      @Doc("least value of each action number, with high") Optional<List<Double>> low,
      @Doc("greatest value of each action number, with low") Optional<List<Double>> high,
      @Doc("instead of low and high: an action is one of 0 to choices - 1")
          @Range(min = 2, max = 1_000_000)
          Optional<Integer> choices) {

    /**
     * @throws IllegalArgumentException if they say neither a box nor choices, or both
     */
    ActionSpace space() {
      if (choices.isPresent() && low.isEmpty() && high.isEmpty()) {
        return new ActionSpace.Discrete(choices.get());
      }
      if (choices.isPresent() || low.isEmpty() || high.isEmpty() || low.get().isEmpty()) {
        throw new IllegalArgumentException(
            "environment.actions: expected low and high, or choices alone, low=%s high=%s choices=%s"
                .formatted(low.orElse(null), high.orElse(null), choices.orElse(null)));
      }
      try {
        return new ActionSpace.Box(floats(low.get()), floats(high.get()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("environment.actions: " + e.getMessage(), e);
      }
    }

    private static float[] floats(List<Double> values) {
      float[] floats = new float[values.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = values.get(i).floatValue();
      }
      return floats;
    }
  }

  static EnvironmentSpec spec(Options options) {
    return new EnvironmentSpec(
        options.name(),
        ActionSpace.Box.unbounded(options.observationSize()),
        options.actions().space(),
        options.maxEpisodeSteps(),
        false);
  }
}
