package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link TwoCluster} to recipes. */
public final class TwoClusterProvider implements EnvironmentProvider<TwoCluster.Options> {

  @Override
  public String id() {
    return TwoCluster.ID;
  }

  @Override
  public String summary() {
    return "tell two clusters apart that hardly differ, in one step";
  }

  @Override
  public Class<TwoCluster.Options> options() {
    return TwoCluster.Options.class;
  }

  @Override
  public Environment create(TwoCluster.Options options) {
    return new SimulatedEnvironment(new TwoCluster());
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(TwoCluster.Options options) {
    return Optional.of(new TwoCluster());
  }
}
