package io.millrace.env.fluid;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;

/** Offers {@link Ks1d} to recipes. */
public final class Ks1dProvider implements EnvironmentProvider<Ks1d.Options> {

  @Override
  public String id() {
    return Ks1d.ID;
  }

  @Override
  public String summary() {
    return "calm the Kuramoto-Sivashinsky equation with four actuators";
  }

  @Override
  public Class<Ks1d.Options> options() {
    return Ks1d.Options.class;
  }

  @Override
  public Environment create(Ks1d.Options options) {
    return new SimulatedEnvironment(new Ks1d(options));
  }

  /** {@code energy} and {@code effort}: means over episodes. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(episodes, Ks1d.ENERGY, Ks1d.EFFORT);
  }
}
