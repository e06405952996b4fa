package io.millrace.env.robot;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;

/** Offers {@link GlassRobot} to recipes. */
public final class GlassRobotProvider implements EnvironmentProvider<GlassRobot.Options> {

  @Override
  public String id() {
    return GlassRobot.ID;
  }

  @Override
  public String summary() {
    return "carry glass through process chambers as fast as they allow";
  }

  @Override
  public Class<GlassRobot.Options> options() {
    return GlassRobot.Options.class;
  }

  @Override
  public Environment create(GlassRobot.Options options) {
    return new SimulatedEnvironment(new GlassRobot(options));
  }

  /** {@code seconds-per-glass}, {@code seconds} and {@code overdue}: means over episodes. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(
        episodes, GlassRobot.SECONDS_PER_GLASS, GlassRobot.SECONDS, GlassRobot.OVERDUE);
  }
}
