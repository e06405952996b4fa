package io.millrace.env.mujoco;

import io.millrace.env.external.SimulatorException;

/**
 * A model that is moved by a policy: how its state lies in an array, and one decision of it. Has
 * its share of the process from its first decision until it is closed.
 */
final class MujocoBody implements AutoCloseable {
  private final MujocoModel model;
  private final int stepsPerDecision;
  private final SharedMujoco.Share share = SharedMujoco.OF_THIS_JVM.share();

  /**
   * @param model the physics
   * @param stepsPerDecision of the model's own time step
   */
  MujocoBody(MujocoModel model, int stepsPerDecision) {
    this.model = model;
    this.stepsPerDecision = stepsPerDecision;
  }

  double position(double[] state, int joint) {
    return state[1 + joint];
  }

  double velocity(double[] state, int joint) {
    return state[1 + model.positions() + joint];
  }

  void setPosition(double[] state, int joint, double value) {
    state[1 + joint] = value;
  }

  void setVelocity(double[] state, int joint, double value) {
    state[1 + model.positions() + joint] = value;
  }

  /**
   * Advances the state by one decision, in place.
   *
   * @return the sum of squares of the controls after clipping to [-1, 1]
   * @throws SimulatorException if the simulation diverges: MuJoCo's own silent reset is off
   */
  double advance(double[] state, float[] action) {
    double[] controls = new double[action.length];
    double effort = 0;
    for (int i = 0; i < controls.length; i++) {
      controls[i] = Math.max(-1, Math.min(1, action[i]));
      effort += controls[i] * controls[i];
    }
    share.process().step(model, state, controls, stepsPerDecision);
    for (int i = 0; i < state.length; i++) {
      if (!Double.isFinite(state[i])) {
        throw new SimulatorException(
            "expected a finite state, model=%s index=%d value=%s"
                .formatted(model.name(), i, state[i]));
      }
    }
    return effort;
  }

  @Override
  public void close() {
    share.close();
  }
}
