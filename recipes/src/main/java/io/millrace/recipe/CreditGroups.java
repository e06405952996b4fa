package io.millrace.recipe;

/** Which members of a group are compared with each other. */
public enum CreditGroups {
  /** All of them: they were asked the same. */
  PROMPT,
  /** Those that share their start noise. */
  SEED
}
