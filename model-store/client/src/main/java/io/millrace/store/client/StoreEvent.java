package io.millrace.store.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * One entry of the store's event log. Sequence numbers rise and never repeat; there may be gaps.
 *
 * @param sequence its place in the log; pass the highest one seen to ask for what comes after
 * @param policyId the policy it is about
 * @param epoch epoch of the version that was published or that the alias points (or pointed) to
 * @param version its number
 * @param sha256 content hash of its artifact
 * @param alias the alias; null for {@link Type#VERSION}
 * @param atMs when it happened, in epoch milliseconds of the store's clock
 */
public record StoreEvent(
    @JsonProperty("seq") long sequence,
    Type type,
    String policyId,
    long epoch,
    long version,
    String sha256,
    String alias,
    long atMs) {

  public StoreEvent {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(policyId, "policyId");
  }

  /** What happened. */
  public enum Type {
    /** A version was published. */
    @JsonProperty("version")
    VERSION,
    /** An alias was set or moved. */
    @JsonProperty("alias")
    ALIAS,
    /** An alias was removed. */
    @JsonProperty("alias-removed")
    ALIAS_REMOVED,
    /** Something a newer store knows; skip it. */
    @JsonProperty("unknown")
    @JsonEnumDefaultValue
    UNKNOWN
  }
}
