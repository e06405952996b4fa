package io.millrace.store.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Predicate;

/** When a version may be published; {@link ModelStore} states the rules. */
final class PublishRules {
  private PublishRules() {}

  /** The answer to a version that is there already. */
  static Published repeated(Manifest existing, Submission submission) {
    if (existing.sha256().equals(submission.sha256())) {
      return new Published(existing, false);
    }
    throw Failure.VERSION_TAKEN.because(
        "expected the bytes that the version has, %s sha256=%s, got sha256=%s"
            .formatted(existing.key().describe(), existing.sha256(), submission.sha256()));
  }

  /**
   * Checks number and parent of a version that is not there yet.
   *
   * @param head the newest version of its epoch
   * @param held whether the store holds an artifact
   */
  static void checkNext(Submission submission, Optional<Manifest> head, Predicate<String> held) {
    VersionKey key = submission.key();
    long next = head.map(Manifest::version).orElse(0L) + 1;
    if (key.version() != next) {
      throw Failure.VERSION_NOT_NEXT.because(
          "expected the next version, policy=%s epoch=%d version=%d, got version=%d"
              .formatted(key.policyId(), key.epoch(), next, key.version()));
    }
    String parent = submission.parentSha256();
    if (head.isPresent() && !head.get().sha256().equals(parent)) {
      throw Failure.PARENT_NOT_HEAD.because(
          "expected the head as parent, %s sha256=%s, got parent-sha256=%s"
              .formatted(head.get().key().describe(), head.get().sha256(), parent));
    }
    if (head.isEmpty() && parent != null && !held.test(parent)) {
      throw Failure.PARENT_NOT_HEAD.because(
          "expected no parent or one that the store holds, %s, got parent-sha256=%s"
              .formatted(key.describe(), parent));
    }
  }

  /** Twice the artifact has to fit, because it is written to the log and then to its place. */
  static void checkSpace(StoreSettings settings, long bytes) {
    if (settings.minFreeBytes() == 0) {
      return;
    }
    try {
      long free = Files.getFileStore(settings.directory()).getUsableSpace();
      long wanted = settings.minFreeBytes() + 2 * bytes;
      if (free < wanted) {
        throw Failure.STORE_FULL.because(
            "expected free-bytes >= %d on the disk, got free-bytes=%d directory=%s"
                .formatted(wanted, free, settings.directory()));
      }
    } catch (IOException e) {
      throw Failure.STORE_IO.because(
          "expected to measure the disk, directory=" + settings.directory(), e);
    }
  }
}
