package io.millrace.flow.policy;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where a version comes from; part of its artifact, and so of its hash.
 *
 * @param version from 1
 * @param parentSha256 the version before; null for the first
 * @param recipeHash the recipe that made it
 * @param lastOffset offset of the last advantages record it used; -1 for the first version
 * @param updates updates so far
 * @param pretraining the demonstrations that a first version was fitted to; null where they came
 *     from no topic, and then not written
 */
public record Lineage(
    String policyId,
    long epoch,
    long version,
    String parentSha256,
    String recipeHash,
    long lastOffset,
    long updates,
    @JsonInclude(JsonInclude.Include.NON_NULL) PretrainingData pretraining) {

  /** A version that was fitted to no topic. */
  public Lineage(
      String policyId,
      long epoch,
      long version,
      String parentSha256,
      String recipeHash,
      long lastOffset,
      long updates) {
    this(policyId, epoch, version, parentSha256, recipeHash, lastOffset, updates, null);
  }
}
