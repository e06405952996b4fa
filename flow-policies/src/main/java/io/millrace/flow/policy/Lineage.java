package io.millrace.flow.policy;

/**
 * Where a version comes from; part of its artifact, and so of its hash.
 *
 * @param version from 1
 * @param parentSha256 the version before; null for the first
 * @param recipeHash the recipe that made it
 * @param lastOffset offset of the last advantages record it used; -1 for the first version
 * @param updates updates so far
 */
public record Lineage(
    String policyId,
    long epoch,
    long version,
    String parentSha256,
    String recipeHash,
    long lastOffset,
    long updates) {}
