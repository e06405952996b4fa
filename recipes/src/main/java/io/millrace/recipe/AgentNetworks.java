package io.millrace.recipe;

/** Whose weights the agents of an environment act with. */
public enum AgentNetworks {
  /** All with the same. */
  SHARED,
  /** Each with its own, all in one policy and under one version. */
  SEPARATE
}
