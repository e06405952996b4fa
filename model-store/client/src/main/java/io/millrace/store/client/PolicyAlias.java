package io.millrace.store.client;

import java.util.Objects;

/**
 * A name, such as {@code champion}, that points to one version of a policy and can be moved.
 *
 * @param sha256 content hash of the artifact it points to
 */
public record PolicyAlias(
    String policyId, String alias, long epoch, long version, String sha256, long updatedAtMs) {
  public PolicyAlias {
    Objects.requireNonNull(policyId, "policyId");
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(sha256, "sha256");
  }
}
