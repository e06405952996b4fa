package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link Gmm1dMode} to recipes. */
public final class Gmm1dModeProvider implements EnvironmentProvider<Gmm1dMode.Options> {

  @Override
  public String id() {
    return Gmm1dMode.ID;
  }

  @Override
  public String summary() {
    return "choose the mode that the prompt asks for, in one step";
  }

  @Override
  public Class<Gmm1dMode.Options> options() {
    return Gmm1dMode.Options.class;
  }

  @Override
  public Environment create(Gmm1dMode.Options options) {
    return new SimulatedEnvironment(new Gmm1dMode(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Gmm1dMode.Options options) {
    return Optional.of(new Gmm1dMode(options));
  }
}
