package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link Reach2d} to recipes. */
public final class Reach2dProvider implements EnvironmentProvider<Reach2d.Options> {

  @Override
  public String id() {
    return Reach2d.ID;
  }

  @Override
  public String summary() {
    return "steer a point to a goal in the plane with skewed controls";
  }

  @Override
  public Class<Reach2d.Options> options() {
    return Reach2d.Options.class;
  }

  @Override
  public Environment create(Reach2d.Options options) {
    return new SimulatedEnvironment(new Reach2d(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Reach2d.Options options) {
    return Optional.of(new Reach2d(options));
  }
}
