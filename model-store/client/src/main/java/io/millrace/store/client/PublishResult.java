package io.millrace.store.client;

import java.util.Objects;

/**
 * The store holds the version durably.
 *
 * @param manifest as the store keeps it
 * @param created false if these bytes were there before: a repeated publish, or the answer to the
 *     first try was lost
 */
public record PublishResult(PolicyManifest manifest, boolean created) {
  public PublishResult {
    Objects.requireNonNull(manifest, "manifest");
  }
}
