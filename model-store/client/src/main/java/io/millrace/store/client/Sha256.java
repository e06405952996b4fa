package io.millrace.store.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The content hash that names an artifact. */
public final class Sha256 {
  private Sha256() {}

  /** The SHA-256 of the bytes as 64 lower-case hex digits. */
  public static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected every Java runtime to have SHA-256", e);
    }
  }
}
