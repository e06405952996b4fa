package io.millrace.env.shape;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;

/** Offers {@link DieShape} to recipes. */
public final class DieShapeProvider implements EnvironmentProvider<DieShape.Options> {

  @Override
  public String id() {
    return DieShape.ID;
  }

  @Override
  public String summary() {
    return "shape two slots of a die so that they share a melt as asked";
  }

  @Override
  public Class<DieShape.Options> options() {
    return DieShape.Options.class;
  }

  @Override
  public Environment create(DieShape.Options options) {
    return new SimulatedEnvironment(new DieShape(options));
  }

  /** {@code error}: mean of |split - target| at the ends of episodes. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(episodes, DieShape.ERROR);
  }
}
