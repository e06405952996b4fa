package io.millrace.recipe.plugin;

/** How the log-probabilities of the action dimensions become one number. */
public enum LogProbReduction {
  SUM,
  MEAN
}
