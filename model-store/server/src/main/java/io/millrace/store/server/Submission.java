package io.millrace.store.server;

/**
 * A version that somebody wants published. All fields have passed {@link Grammar}.
 *
 * @param sha256 the hash of the artifact, which has been compared with the bytes
 * @param parentSha256 null if it was learned from nothing
 * @param recipeHash null if not said
 * @param lastOffset -1 if none
 */
record Submission(
    VersionKey key, String sha256, String parentSha256, String recipeHash, long lastOffset) {

  Manifest manifest(long bytes, long createdAtMs) {
    return new Manifest(
        key.policyId(),
        key.epoch(),
        key.version(),
        sha256,
        bytes,
        parentSha256,
        recipeHash,
        lastOffset,
        createdAtMs);
  }
}
