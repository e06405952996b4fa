package io.millrace.env.builtin;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;

/** Offers {@link TwoDoors} to recipes. */
public final class TwoDoorsProvider implements EnvironmentProvider<TwoDoors.Options> {

  @Override
  public String id() {
    return TwoDoors.ID;
  }

  @Override
  public String summary() {
    return "two agents that see the same must choose different doors";
  }

  @Override
  public Class<TwoDoors.Options> options() {
    return TwoDoors.Options.class;
  }

  @Override
  public int agents(Record options) {
    return new TwoDoors().spec().agents();
  }

  @Override
  public Environment create(TwoDoors.Options options) {
    return new SimulatedEnvironment(new TwoDoors());
  }
}
