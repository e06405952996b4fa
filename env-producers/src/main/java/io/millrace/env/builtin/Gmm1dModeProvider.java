package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offers {@link Gmm1dMode} to recipes. */
public final class Gmm1dModeProvider implements EnvironmentProvider<Gmm1dMode.Options> {

  @Override
  public String id() {
    return Gmm1dMode.ID;
  }

  @Override
  public String summary() {
    return "choose the mode that the prompt asks for, in one step";
  }

  @Override
  public Class<Gmm1dMode.Options> options() {
    return Gmm1dMode.Options.class;
  }

  @Override
  public Environment create(Gmm1dMode.Options options) {
    return new SimulatedEnvironment(new Gmm1dMode(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Gmm1dMode.Options options) {
    return Optional.of(new Gmm1dMode(options));
  }

  /**
   * {@code center}: mean distance of actions from 0, 2 in the demonstrations; {@code spread}:
   * deviation of that distance, 0.5 in the demonstrations, whose modes mirror each other.
   */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    double[] distance =
        episodes.stream()
            .mapToDouble(e -> Math.abs(Double.parseDouble(e.attributes().get(Gmm1dMode.ACTION))))
            .toArray();
    double center = Arrays.stream(distance).average().orElse(0);
    double variance =
        Arrays.stream(distance).map(d -> (d - center) * (d - center)).average().orElse(0);
    return Map.of("center", center, "spread", Math.sqrt(variance));
  }
}
