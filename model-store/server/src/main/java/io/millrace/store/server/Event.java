package io.millrace.store.server;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One entry of the event log.
 *
 * @param sequence rises, never repeats, may skip numbers
 * @param type {@link #VERSION}, {@link #ALIAS} or {@link #ALIAS_REMOVED}
 * @param alias null for a version
 */
record Event(
    @JsonProperty("seq") long sequence,
    String type,
    String policyId,
    long epoch,
    long version,
    String sha256,
    String alias,
    long atMs) {
  static final String VERSION = "version";
  static final String ALIAS = "alias";
  static final String ALIAS_REMOVED = "alias-removed";

  static Event published(long sequence, Manifest manifest) {
    return new Event(
        sequence,
        VERSION,
        manifest.policyId(),
        manifest.epoch(),
        manifest.version(),
        manifest.sha256(),
        null,
        manifest.createdAtMs());
  }

  static Event aliasChanged(long sequence, String type, Alias alias, long atMs) {
    return new Event(
        sequence,
        type,
        alias.policyId(),
        alias.epoch(),
        alias.version(),
        alias.sha256(),
        alias.alias(),
        atMs);
  }
}
