package io.millrace.env.mujoco;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;

class MujocoHopperTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    MujocoProcessTest.assumeInstalled();
    return EnvironmentFactory.of(new MujocoHopperProvider(), new MujocoHopper.Options()).create();
  }
}
