package io.millrace.env.traffic;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import java.util.List;
import java.util.Map;

/** Offers {@link CityFlow} to recipes. */
public final class CityFlowProvider implements EnvironmentProvider<CityFlow.Options> {

  @Override
  public String id() {
    return CityFlow.ID;
  }

  @Override
  public String summary() {
    return "traffic signals in CityFlow's micro-simulator, one agent each";
  }

  @Override
  public Class<CityFlow.Options> options() {
    return CityFlow.Options.class;
  }

  @Override
  public int agents(Record options) {
    return ((CityFlow.Options) options).agents();
  }

  @Override
  public Environment create(CityFlow.Options options) {
    return new CityFlow(options.scenario(), options);
  }

  /** Means over the episodes of their attributes. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(
        episodes, CityFlow.TRAVEL_TIME, CityFlow.WAITING, CityFlow.THROUGHPUT);
  }
}
