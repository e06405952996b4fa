package io.millrace.recipe.plugin;

/** What of the members of a group is compared. */
public enum CreditUnit {
  /** Their returns; every step receives its trajectory's advantage. */
  TRAJECTORY,
  /** At each step their returns to go; every step receives its own advantage. */
  STEP
}
