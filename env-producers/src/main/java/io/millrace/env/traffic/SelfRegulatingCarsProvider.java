package io.millrace.env.traffic;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;

/** Offers {@link SelfRegulatingCars} to recipes. */
public final class SelfRegulatingCarsProvider
    implements EnvironmentProvider<SelfRegulatingCars.Options> {

  @Override
  public String id() {
    return SelfRegulatingCars.ID;
  }

  @Override
  public String summary() {
    return "speed limits that keep a highway's bottleneck flowing";
  }

  @Override
  public Class<SelfRegulatingCars.Options> options() {
    return SelfRegulatingCars.Options.class;
  }

  @Override
  public Environment create(SelfRegulatingCars.Options options) {
    return new SimulatedEnvironment(new SelfRegulatingCars(options));
  }

  /** {@code throughput}: mean of the vehicles that left in the last hour. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(episodes, SelfRegulatingCars.THROUGHPUT);
  }
}
