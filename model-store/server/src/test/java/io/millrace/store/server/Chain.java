package io.millrace.store.server;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** A policy's versions as a learner would publish them: each one the child of the one before. */
final class Chain {
  private final String policyId;
  private final long epoch;
  private final List<byte[]> artifacts = new ArrayList<>();

  private Chain(String policyId, long epoch) {
    this.policyId = policyId;
    this.epoch = epoch;
  }

  /** Random artifacts of {@code bytes} bytes each; the same seed gives the same ones. */
  static Chain of(String policyId, long epoch, int versions, int bytes, long seed) {
    Chain chain = new Chain(policyId, epoch);
    Random random = new Random(seed);
    for (int i = 0; i < versions; i++) {
      byte[] artifact = new byte[bytes];
      random.nextBytes(artifact);
      chain.artifacts.add(artifact);
    }
    return chain;
  }

  int length() {
    return artifacts.size();
  }

  /** The bytes of a version, counted from 1. */
  byte[] artifact(long version) {
    return artifacts.get((int) version - 1);
  }

  String sha256(long version) {
    return hash(artifact(version));
  }

  String parentSha256(long version) {
    return version == 1 ? null : sha256(version - 1);
  }

  VersionKey key(long version) {
    return new VersionKey(policyId, epoch, version);
  }

  Submission submission(long version) {
    return new Submission(
        key(version), sha256(version), parentSha256(version), "recipe", version * 10);
  }

  Published publish(ModelStore store, long version) {
    return store.publish(submission(version), artifact(version));
  }

  void publishAll(ModelStore store) {
    for (int version = 1; version <= length(); version++) {
      publish(store, version);
    }
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
