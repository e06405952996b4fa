package io.millrace.store.server;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a store keeps its data and what it takes.
 *
 * @param directory the data directory, made if missing
 * @param maxArtifactBytes larger artifacts are refused
 * @param minFreeBytes a publish is refused if it would leave less than this on the disk: RocksDB
 *     needs room to recover and to compact, and a full disk stops more than this process; 0 leaves
 *     it to the disk
 */
record StoreSettings(Path directory, long maxArtifactBytes, long minFreeBytes) {
  static final long DEFAULT_MAX_ARTIFACT_BYTES = 1L << 30;
  static final long DEFAULT_MIN_FREE_BYTES = 64L << 20;

  StoreSettings {
    Objects.requireNonNull(directory, "directory");
    if (maxArtifactBytes < 1 || maxArtifactBytes > DEFAULT_MAX_ARTIFACT_BYTES) {
      throw Failure.BAD_REQUEST.because(
          "expected max-artifact-bytes from 1 to %d, got max-artifact-bytes=%d"
              .formatted(DEFAULT_MAX_ARTIFACT_BYTES, maxArtifactBytes));
    }
    if (minFreeBytes < 0) {
      throw Failure.BAD_REQUEST.because(
          "expected min-free-bytes >= 0, got min-free-bytes=" + minFreeBytes);
    }
  }

  /** The limits of a store that nobody configured. */
  static StoreSettings in(Path directory) {
    return new StoreSettings(directory, DEFAULT_MAX_ARTIFACT_BYTES, DEFAULT_MIN_FREE_BYTES);
  }
}
