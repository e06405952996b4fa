package io.millrace.env.mujoco;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;

class MujocoCartpoleTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    MujocoProcessTest.assumeInstalled();
    return EnvironmentFactory.of(new MujocoCartpoleProvider(), new MujocoCartpole.Options())
        .create();
  }
}
