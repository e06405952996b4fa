package io.millrace.store.server;

/** Names one version: the {@code version}-th of an epoch of a policy, counted from 1. */
record VersionKey(String policyId, long epoch, long version) {

  /** For messages. */
  String describe() {
    return "policy=" + policyId + " epoch=" + epoch + " version=" + version;
  }
}
