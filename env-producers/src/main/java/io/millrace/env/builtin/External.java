package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.discrete.Choices;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Matches;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
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

  /** Real numbers inside a box, choices, or both together. */
  public record Actions(
      @Doc("least value of each real-valued action number, with high") Optional<List<Double>> low,
      @Doc("greatest value of each real-valued action number, with low")
          Optional<List<Double>> high,
      @Doc("an action is one of 0 to choices - 1; with low and high, it has such a choice too")
          @Range(min = 2, max = 1_000_000)
          Optional<Integer> choices,
      @Doc("in place of choices: how many there are at each of several positions")
          @Range(min = 1, max = 1_000_000)
          @Size(min = 1, max = 10_000)
          Optional<List<Integer>> positions,
      @Doc(
              "every observation ends with 1 for each allowed and 0 for each forbidden choice;"
                  + " left out: false")
          Optional<Boolean> masked) {

    /**
     * @throws IllegalArgumentException if they are no space
     */
    ActionSpace space() {
      boolean real = low.isPresent() && high.isPresent() && !low.get().isEmpty();
      boolean chosen = choices.isPresent() || positions.isPresent();
      boolean half = !real && (low.isPresent() || high.isPresent());
      if (half || !(real || chosen) || (choices.isPresent() && positions.isPresent())) {
        throw new IllegalArgumentException(
            ("environment.actions: expected low and high, or choices, or positions, or low and high"
                    + " with one of the others, low=%s high=%s choices=%s positions=%s")
                .formatted(
                    low.orElse(null),
                    high.orElse(null),
                    choices.orElse(null),
                    positions.orElse(null)));
      }
      if (restricted() && !chosen) {
        throw new IllegalArgumentException(
            "environment.actions.masked: expected choices or positions that a mask is for");
      }
      if (!real && choices.isPresent() && !restricted()) {
        return new ActionSpace.Discrete(choices.get());
      }
      if (!real) {
        return multiple();
      }
      return chosen ? new ActionSpace.Mixed(box(), multiple()) : box();
    }

    private boolean restricted() {
      return masked.orElse(false);
    }

    private ActionSpace.MultiDiscrete multiple() {
      List<Integer> counts = positions.orElseGet(() -> List.of(choices.orElseThrow()));
      return new ActionSpace.MultiDiscrete(new Choices(counts, restricted()));
    }

    private ActionSpace.Box box() {
      try {
        return new ActionSpace.Box(floats(low.orElseThrow()), floats(high.orElseThrow()));
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
