package io.millrace.store.server;

import java.nio.charset.StandardCharsets;
import org.rocksdb.RocksDB;

/** The column families of the database and what their keys (see {@link Keys}) lead to. */
enum Family {
  /** The number of the layout, under {@code format}. */
  META(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.US_ASCII)),
  /** Artifact bytes by content hash. */
  ARTIFACTS("artifacts"),
  /** {@link Manifest} by version. */
  MANIFESTS("manifests"),
  /** {@link Manifest} of the newest version by policy and epoch. */
  HEADS("heads"),
  /** {@link Alias} by policy and name. */
  ALIASES("aliases"),
  /** {@link Event} by sequence number. */
  EVENTS("events"),
  /** {@link Event} by policy and sequence number. */
  POLICY_EVENTS("policy-events");

  private final String label;

  Family(String label) {
    this.label = label;
  }

  byte[] label() {
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}
