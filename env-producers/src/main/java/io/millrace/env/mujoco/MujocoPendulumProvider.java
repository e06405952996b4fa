package io.millrace.env.mujoco;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.SimulatedEnvironment;
import java.util.Optional;

/** Offers {@link MujocoPendulum} to recipes. */
public final class MujocoPendulumProvider implements EnvironmentProvider<MujocoPendulum.Options> {

  @Override
  public String id() {
    return MujocoPendulum.ID;
  }

  @Override
  public Optional<String> needs() {
    return Optional.of("Node.js and MuJoCo");
  }

  @Override
  public String summary() {
    return "swing a rod up and hold it there, in MuJoCo";
  }

  @Override
  public Class<MujocoPendulum.Options> options() {
    return MujocoPendulum.Options.class;
  }

  @Override
  public Environment create(MujocoPendulum.Options options) {
    return new SimulatedEnvironment(new MujocoPendulum());
  }
}
