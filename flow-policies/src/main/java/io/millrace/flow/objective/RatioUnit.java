package io.millrace.flow.objective;

/** What has one likelihood ratio. */
public enum RatioUnit {
  /** Each stochastic flow step. */
  STEP,
  /** The decision: the product of its steps' ratios. */
  DECISION,
  /** The decision, by the mean log-probability of its draws and of its standard normal start. */
  CHAIN_MEAN
}
