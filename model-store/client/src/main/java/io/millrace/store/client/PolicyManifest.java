package io.millrace.store.client;

import java.util.Objects;

/**
 * What the store knows about one version of a policy.
 *
 * @param policyId the policy, as the key grammar of the store allows it
 * @param epoch which training of the policy, at least 0
 * @param version its number within the epoch, counted from 1 without gaps
 * @param sha256 content hash of the artifact, 64 lower-case hex digits
 * @param bytes size of the artifact
 * @param parentSha256 hash of the version it was learned from; null if there is none
 * @param recipeHash hash of the recipe it was learned with; null if not known
 * @param lastOffset offset of the last advantages record that it used; -1 if it used none
 * @param createdAtMs when the store took it, in epoch milliseconds; 0 until it has
 */
public record PolicyManifest(
    String policyId,
    long epoch,
    long version,
    String sha256,
    long bytes,
    String parentSha256,
    String recipeHash,
    long lastOffset,
    long createdAtMs) {

  /** Checks only what every manifest must have; the store checks the rest. */
  public PolicyManifest {
    Objects.requireNonNull(policyId, "policyId");
    Objects.requireNonNull(sha256, "sha256");
  }

  /** The manifest of a version that is about to be published; size and hash are the artifact's. */
  public static PolicyManifest of(
      String policyId,
      long epoch,
      long version,
      byte[] artifact,
      String parentSha256,
      String recipeHash,
      long lastOffset) {
    return new PolicyManifest(
        policyId,
        epoch,
        version,
        Sha256.hex(artifact),
        artifact.length,
        parentSha256,
        recipeHash,
        lastOffset,
        0);
  }
}
