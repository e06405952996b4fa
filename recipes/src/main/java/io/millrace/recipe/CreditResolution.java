package io.millrace.recipe;

/** What has one advantage where a decision is a chunk of actions. */
public enum CreditResolution {
  /** The whole chunk. */
  CHUNK,
  /** Each action of it. */
  ACTION
}
