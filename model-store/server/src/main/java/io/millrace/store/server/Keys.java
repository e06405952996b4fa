package io.millrace.store.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Database keys. Names are followed by a zero byte, which no name contains, and numbers are
 * big-endian and never negative, so that RocksDB's byte order is the order of names and numbers.
 */
final class Keys {
  private Keys() {}

  /** Everything of one policy starts with this. */
  static byte[] policy(String policyId) {
    return ByteBuffer.allocate(policyId.length() + 1).put(ascii(policyId)).put((byte) 0).array();
  }

  /** Heads by policy and epoch; also what all versions of an epoch start with. */
  static byte[] epoch(String policyId, long epoch) {
    return ByteBuffer.allocate(policyId.length() + 9).put(policy(policyId)).putLong(epoch).array();
  }

  /** Manifests by policy, epoch and version. */
  static byte[] version(VersionKey key) {
    return ByteBuffer.allocate(key.policyId().length() + 17)
        .put(epoch(key.policyId(), key.epoch()))
        .putLong(key.version())
        .array();
  }

  /** Aliases by policy and name. */
  static byte[] alias(String policyId, String alias) {
    return ByteBuffer.allocate(policyId.length() + 1 + alias.length())
        .put(policy(policyId))
        .put(ascii(alias))
        .array();
  }

  /** Artifacts by their hash, 32 bytes. */
  static byte[] artifact(String sha256) {
    return HexFormat.of().parseHex(sha256);
  }

  /** Events by sequence number. */
  static byte[] sequence(long sequence) {
    return ByteBuffer.allocate(8).putLong(sequence).array();
  }

  /** Events of one policy by sequence number. */
  static byte[] policySequence(String policyId, long sequence) {
    return epoch(policyId, sequence);
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
