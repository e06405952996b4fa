package io.millrace.store.server;

/** A name that points to one version of a policy. */
record Alias(
    String policyId, String alias, long epoch, long version, String sha256, long updatedAtMs) {

  boolean pointsTo(VersionKey key) {
    return epoch == key.epoch() && version == key.version();
  }
}
