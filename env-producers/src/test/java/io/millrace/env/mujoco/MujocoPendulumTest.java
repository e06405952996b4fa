package io.millrace.env.mujoco;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;

class MujocoPendulumTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    MujocoProcessTest.assumeInstalled();
    return EnvironmentFactory.of(new MujocoPendulumProvider(), new MujocoPendulum.Options())
        .create();
  }
}
