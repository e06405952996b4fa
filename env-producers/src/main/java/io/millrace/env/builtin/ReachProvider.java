package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offers {@link Reach} to recipes. */
public final class ReachProvider implements EnvironmentProvider<Reach.Options> {

  @Override
  public String id() {
    return Reach.ID;
  }

  @Override
  public String summary() {
    return "put one action onto the place that is seen";
  }

  @Override
  public Class<Reach.Options> options() {
    return Reach.Options.class;
  }

  @Override
  public Environment create(Reach.Options options) {
    return new SimulatedEnvironment(new Reach());
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Reach.Options options) {
    return Optional.of(new Reach());
  }

  /** {@code error}: mean distance between action and place. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return Map.of(Reach.ERROR, Shares.mean(episodes, Reach.ERROR));
  }
}
