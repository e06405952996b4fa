package io.millrace.env.mujoco;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link MujocoHopper} to recipes. */
public final class MujocoHopperProvider implements EnvironmentProvider<MujocoHopper.Options> {

  @Override
  public String id() {
    return MujocoHopper.ID;
  }

  @Override
  public Optional<String> needs() {
    return Optional.of("Node.js and MuJoCo");
  }

  @Override
  public String summary() {
    return "hop forward on one leg, in MuJoCo";
  }

  @Override
  public Class<MujocoHopper.Options> options() {
    return MujocoHopper.Options.class;
  }

  @Override
  public Environment create(MujocoHopper.Options options) {
    return new SimulatedEnvironment(new MujocoHopper());
  }
}
