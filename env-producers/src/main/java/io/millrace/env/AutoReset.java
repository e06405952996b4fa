package io.millrace.env;

/** What a {@link VectorEnvironment} does with a row whose episode ended. */
public enum AutoReset {

  /**
   * The step that ends an episode also starts the next one: the row's observation is the new first
   * one, its final observation the true last one. Every step of every row is a real transition.
   */
  SAME_STEP,

  /** The row rests, and later steps leave it out, until the caller resets all rows. */
  NONE
}
