package io.millrace.store.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much heap uploads may hold at a time, so that many large ones are told to come back instead
 * of exhausting the memory of a store that others read from.
 */
final class UploadBudget {
  private final long capacity;
  private final AtomicLong reserved = new AtomicLong();

  UploadBudget(long capacity) {
    this.capacity = capacity;
  }

  /** Three eighths of the heap: an upload exists twice for a moment, as pieces and as one array. */
  static UploadBudget ofHeap() {
    return new UploadBudget(Runtime.getRuntime().maxMemory() / 8 * 3);
  }

  /**
   * Reserves room, to be released afterwards.
   *
   * @throws StoreFailureException {@code artifact-too-large} if it can never fit, {@code
   *     store-busy} if it does not fit now
   */
  void reserve(long bytes) {
    if (bytes > capacity) {
      throw Failure.ARTIFACT_TOO_LARGE.because(
          "expected at most %d bytes, what this store's heap can take, got bytes=%d"
              .formatted(capacity, bytes));
    }
    if (reserved.addAndGet(bytes) > capacity) {
      reserved.addAndGet(-bytes);
      throw Failure.STORE_BUSY.because(
          "expected room for an upload, got bytes=%d while others are uploading".formatted(bytes));
    }
  }

  /** Gives back what was reserved. */
  void release(long bytes) {
    reserved.addAndGet(-bytes);
  }
}
