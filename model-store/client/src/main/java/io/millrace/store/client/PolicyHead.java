package io.millrace.store.client;

import java.util.Objects;

/**
 * The newest version of a policy: the last one of its highest epoch.
 *
 * @param sha256 content hash of its artifact
 */
public record PolicyHead(long epoch, long version, String sha256) {
  public PolicyHead {
    Objects.requireNonNull(sha256, "sha256");
  }
}
