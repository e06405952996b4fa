package io.millrace.flow.objective;

/** How the distance to the first version is measured. */
public enum KlPenalty {
  /** The divergence of two steps' distributions: {@code (mean - ref)^2 / (2 std^2)}. */
  EXACT,
  /** The same times the step size, as the reference code of Flow-GRPO has it. */
  FLOW_GRPO,
  /** The squared distance of the velocities. */
  VELOCITY
}
