package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offers {@link Moving} to recipes. */
public final class MovingProvider implements EnvironmentProvider<Moving.Options> {

  @Override
  public String id() {
    return Moving.ID;
  }

  @Override
  public String summary() {
    return "drive to a target and stop there: a choice and its parameters (Moving-v0)";
  }

  @Override
  public Class<Moving.Options> options() {
    return Moving.Options.class;
  }

  @Override
  public Environment create(Moving.Options options) {
    return new SimulatedEnvironment(new Moving(options));
  }

  @Override
  public EnvironmentSpec spec(Moving.Options options) {
    return new Moving(options).spec();
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Moving.Options options) {
    return Optional.of(new MovingRule(new Moving(options)));
  }

  /** Shares of the episodes by how they ended. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Shares ends = new Shares(episodes, Moving.END);
    return Map.of("wall", ends.of("wall"), "time", ends.of("time"));
  }
}
