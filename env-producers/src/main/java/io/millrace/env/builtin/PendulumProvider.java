package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link Pendulum} to recipes. */
public final class PendulumProvider implements EnvironmentProvider<Pendulum.Options> {

  @Override
  public String id() {
    return Pendulum.ID;
  }

  @Override
  public String summary() {
    return "swing a pendulum up and hold it there (Pendulum-v1)";
  }

  @Override
  public Class<Pendulum.Options> options() {
    return Pendulum.Options.class;
  }

  @Override
  public Environment create(Pendulum.Options options) {
    return new SimulatedEnvironment(new Pendulum());
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Pendulum.Options options) {
    return Optional.of(new PendulumSwing());
  }
}
