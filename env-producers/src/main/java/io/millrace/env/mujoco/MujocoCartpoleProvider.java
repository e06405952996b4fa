package io.millrace.env.mujoco;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link MujocoCartpole} to recipes. */
public final class MujocoCartpoleProvider implements EnvironmentProvider<MujocoCartpole.Options> {

  @Override
  public String id() {
    return MujocoCartpole.ID;
  }

  @Override
  public Optional<String> needs() {
    return Optional.of("Node.js and MuJoCo");
  }

  @Override
  public String summary() {
    return "balance a pole on a cart by a continuous force, in MuJoCo";
  }

  @Override
  public Class<MujocoCartpole.Options> options() {
    return MujocoCartpole.Options.class;
  }

  @Override
  public Environment create(MujocoCartpole.Options options) {
    return new SimulatedEnvironment(new MujocoCartpole());
  }
}
