package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/** What an update minimizes over the flow transitions that it learns from. */
public interface Objective {
  /** The name that recipes use. */
  String id();

  /** True where it compares with a frozen reference policy, the learner's first version. */
  boolean needsReference();

  /**
   * The loss over these rows.
   *
   * @param sampler the behaviour policy's
   * @return 1 x 1, on the tape
   */
  Value loss(
      Tape tape, FlowModel model, Sampler sampler, TransitionBatch rows, Measurements measured);
}
