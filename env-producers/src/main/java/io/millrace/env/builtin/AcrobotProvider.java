package io.millrace.env.builtin;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;

/** Offers {@link Acrobot} to recipes. */
public final class AcrobotProvider implements EnvironmentProvider<Acrobot.Options> {

  @Override
  public String id() {
    return Acrobot.ID;
  }

  @Override
  public String summary() {
    return "swing a two-link pendulum up by its elbow (Acrobot-v1)";
  }

  @Override
  public Class<Acrobot.Options> options() {
    return Acrobot.Options.class;
  }

  @Override
  public Environment create(Acrobot.Options options) {
    return new SimulatedEnvironment(new Acrobot());
  }
}
