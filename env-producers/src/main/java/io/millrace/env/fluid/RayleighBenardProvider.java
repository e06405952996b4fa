package io.millrace.env.fluid;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Offers {@link RayleighBenard} to recipes. The flow to begin with is computed once a process. */
public final class RayleighBenardProvider implements EnvironmentProvider<RayleighBenard.Options> {

  private static final Map<RayleighBenard.Options, double[]> FLOWS = new ConcurrentHashMap<>();

  @Override
  public String id() {
    return RayleighBenard.ID;
  }

  @Override
  public String summary() {
    return "calm thermal convection with six heaters";
  }

  @Override
  public Class<RayleighBenard.Options> options() {
    return RayleighBenard.Options.class;
  }

  @Override
  public Environment create(RayleighBenard.Options options) {
    return new SimulatedEnvironment(
        new RayleighBenard(
            options, () -> FLOWS.computeIfAbsent(options, RayleighBenard::developed)));
  }

  /** {@code nusselt}, and {@code nusselt-uncontrolled} beside it: means over episodes. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(episodes, RayleighBenard.NUSSELT, RayleighBenard.UNCONTROLLED);
  }
}
