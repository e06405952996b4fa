package io.millrace.env.fluid;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Offers {@link Cylinder} to recipes. The flows to begin with are computed once a process. */
public final class CylinderProvider implements EnvironmentProvider<Cylinder.Options> {

  private static final Map<Cylinder.Options, double[][]> FLOWS = new ConcurrentHashMap<>();

  @Override
  public String id() {
    return Cylinder.ID;
  }

  @Override
  public String summary() {
    return "calm the vortices behind a cylinder";
  }

  @Override
  public Class<Cylinder.Options> options() {
    return Cylinder.Options.class;
  }

  @Override
  public Environment create(Cylinder.Options options) {
    return new SimulatedEnvironment(
        new Cylinder(options, () -> FLOWS.computeIfAbsent(options, Cylinder::developed)));
  }

  /** {@code drag}, {@code lift}, and {@code drag-uncontrolled} beside them: means over episodes. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(episodes, Cylinder.DRAG, Cylinder.LIFT, Cylinder.UNCONTROLLED);
  }
}
