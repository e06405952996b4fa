package io.millrace.recipe;

/** Which of a policy's networks acts in evaluation. */
public enum EvaluatedNetwork {
  /** The flow network, step by step. */
  FLOW,
  /** The student that was distilled from it. */
  STUDENT
}
