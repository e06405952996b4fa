package io.millrace.env.builtin;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;

/** Offers {@link UnderConditionedGrid} to recipes. */
public final class UnderConditionedGridProvider
    implements EnvironmentProvider<UnderConditionedGrid.Options> {

  @Override
  public String id() {
    return UnderConditionedGrid.ID;
  }

  @Override
  public String summary() {
    return "walk to either of two opposite goals on a grid";
  }

  @Override
  public Class<UnderConditionedGrid.Options> options() {
    return UnderConditionedGrid.Options.class;
  }

  @Override
  public Environment create(UnderConditionedGrid.Options options) {
    return new SimulatedEnvironment(new UnderConditionedGrid(options));
  }

  /** {@code goal-low} and {@code goal-high}: share of the episodes that end in each goal. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Shares goals = new Shares(episodes, UnderConditionedGrid.GOAL);
    return Map.of("goal-low", goals.of("low"), "goal-high", goals.of("high"));
  }
}
