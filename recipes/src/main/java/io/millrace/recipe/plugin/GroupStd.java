package io.millrace.recipe.plugin;

/** Which standard deviation of a group divides its advantages. */
public enum GroupStd {
  /** Of the group as it is: divisor n. */
  POPULATION,
  /** Estimated from the group as a sample: divisor n - 1. */
  SAMPLE,
  /** None: advantages are differences from the mean. */
  NONE
}
