package io.millrace.flow.policy;

import io.millrace.flow.tensor.BatchFunction;

/** How a policy's velocity is steered while it acts. */
public interface Guidance {
  /** The policy's own velocity. */
  Guidance NONE = Guidance::own;

  /**
   * The velocity to act with.
   *
   * @param rows rows of every batch
   */
  VelocityField field(FlowPolicy policy, int rows);

  /** The policy's own network as a field, with a copy of its weights. */
  static VelocityField own(FlowPolicy policy, int rows) {
    FlowModel model = policy.model();
    BatchFunction network = model.flow().inference(model.parameters(), rows);
    return new VelocityField() {
      @Override
      public float[] input() {
        return network.input();
      }

      @Override
      public float[] run() {
        return network.run();
      }
    };
  }
}
