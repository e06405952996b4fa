package io.millrace.flow.policy;

import io.millrace.flow.tensor.BatchFunction;

/** A policy's value network for a fixed number of rows, with a copy of its weights. */
final class ValueNetwork {
  private final BatchFunction network;

  ValueNetwork(FlowPolicy policy, int rows) {
    FlowModel model = policy.model();
    this.network =
        policy.spec().has(PartSpec.VALUE)
            ? model.part(PartSpec.VALUE).inference(model.parameters(), rows)
            : null;
  }

  /** [rows], overwritten by the next call; null where the policy has no value network. */
  float[] of(float[] observations) {
    if (network == null) {
      return null;
    }
    System.arraycopy(observations, 0, network.input(), 0, network.input().length);
    return network.run();
  }
}
