package io.millrace.store.server;

/**
 * What the store knows about one version.
 *
 * @param bytes size of the artifact
 * @param parentSha256 null if it was learned from nothing the store holds
 * @param recipeHash null if the publisher did not say
 * @param lastOffset offset of the last advantages record that it used; -1 if none
 * @param createdAtMs epoch milliseconds
 */
record Manifest(
    String policyId,
    long epoch,
    long version,
    String sha256,
    long bytes,
    String parentSha256,
    String recipeHash,
    long lastOffset,
    long createdAtMs) {

  /** Which version it is. */
  VersionKey key() {
    return new VersionKey(policyId, epoch, version);
  }
}
