package io.millrace.store.server;

/**
 * A policy as it is listed.
 *
 * @param head the newest version of its highest epoch
 */
record PolicyEntry(String id, Head head) {
  static PolicyEntry of(Manifest head) {
    return new PolicyEntry(head.policyId(), new Head(head.epoch(), head.version(), head.sha256()));
  }
}
