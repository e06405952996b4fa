package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Offers {@link Multigoal2d} to recipes. */
public final class Multigoal2dProvider implements EnvironmentProvider<Multigoal2d.Options> {

  @Override
  public String id() {
    return Multigoal2d.ID;
  }

  @Override
  public String summary() {
    return "walk to one of four equally good goals in the plane";
  }

  @Override
  public Class<Multigoal2d.Options> options() {
    return Multigoal2d.Options.class;
  }

  @Override
  public Environment create(Multigoal2d.Options options) {
    return new SimulatedEnvironment(new Multigoal2d(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Multigoal2d.Options options) {
    return Optional.of(new Multigoal2d(options));
  }

  /** {@code goalShare0 .. goalShare3}, and {@code goalsAlive}: goals that 5 % or more reached. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Map<String, Double> figures = new TreeMap<>();
    new Shares(episodes, "goal")
        .putIndexed(figures, "goalShare", Multigoal2d.goals(), "goalsAlive");
    return figures;
  }
}
