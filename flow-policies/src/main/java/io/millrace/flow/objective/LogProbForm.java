package io.millrace.flow.objective;

/** What is taken for a flow step's log-probability. */
public enum LogProbForm {
  /** The normal density's logarithm. */
  GAUSSIAN,
  /** {@code -(next - mean)^2}: without constants and without 1 / (2 std^2). */
  SQUARED,
  /**
   * GRPO-Guard's: {@code std (logProb + (mean - oldMean)^2 / (2 std^2))}, whose logarithm of the
   * ratio has mean 0 under the policy that acted.
   */
  NORMALIZED
}
