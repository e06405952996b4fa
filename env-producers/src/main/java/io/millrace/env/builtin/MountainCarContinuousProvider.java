package io.millrace.env.builtin;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;

/** Offers {@link MountainCarContinuous} to recipes. */
public final class MountainCarContinuousProvider
    implements EnvironmentProvider<MountainCarContinuous.Options> {

  @Override
  public String id() {
    return MountainCarContinuous.ID;
  }

  @Override
  public String summary() {
    return "rock a weak car out of a valley (MountainCarContinuous-v0)";
  }

  @Override
  public Class<MountainCarContinuous.Options> options() {
    return MountainCarContinuous.Options.class;
  }

  @Override
  public Environment create(MountainCarContinuous.Options options) {
    return new SimulatedEnvironment(new MountainCarContinuous());
  }
}
