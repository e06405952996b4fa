package io.millrace.env;

import io.millrace.flow.discrete.Choices;
import io.millrace.recipe.EnvironmentPlugin;
import io.millrace.recipe.EnvironmentShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment that recipes can name and workers can run. Found by {@link
 * java.util.ServiceLoader} under the name of {@link EnvironmentPlugin}: those of this module and
 * those of any other jar are equals.
 *
 * @param <O> the record that declares its options
 */
public interface EnvironmentProvider<O extends Record> extends EnvironmentPlugin {

  @Override
  Class<O> options();

  /** A new instance, without its time limit, for as many agents as {@link #agents} says. */
  Environment create(O options);

  /**
   * What has to be installed beside Millrace for it to run, such as another program, in a few words
   * for a list; empty for nothing.
   */
  default Optional<String> needs() {
    return Optional.empty();
  }

  /** What is known of it before its first step. */
  default EnvironmentSpec spec(O options) {
    try (Environment environment = create(options)) {
      return environment.spec();
    }
  }

  /** How to act in it well enough to start from, where that is known. */
  default Optional<DemonstrationSource> demonstrations(O options) {
    return Optional.empty();
  }

  /** Figures of its own about many episodes, by name, for reports. */
  default Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return Map.of();
  }

  /**
   * Scales a flow sample of 1 to the half width of a box; an action without bounds is the sample, a
   * choice is a token of a categorical policy or a discrete flow; beside a box it is made by
   * scores.
   */
  @Override
  default EnvironmentShape shape(Record options) {
    EnvironmentSpec spec = spec(options().cast(options));
    Choices choices = spec.actionSpace().choices().orElse(null);
    if (choices != null && spec.actionSpace().box().size() == 0) {
      return EnvironmentShape.of(spec.observationSize(), choices);
    }
    ActionSpace.Box box = spec.forPolicies().actionSpace().box();
    float[] center = new float[box.size()];
    float[] scale = new float[box.size()];
    for (int d = 0; d < box.size(); d++) {
      center[d] = box.bounded(d) ? (box.low(d) + box.high(d)) / 2 : 0;
      scale[d] = box.bounded(d) ? (box.high(d) - box.low(d)) / 2 : 1;
    }
    return new EnvironmentShape(spec.observationSize(), box.size(), center, scale)
        .withScored(choices);
  }
}
