package io.millrace.job.record;

import java.util.Arrays;
import java.util.Objects;

/**
 * A learner's state at a barrier.
 *
 * @param policyId whose learner
 * @param bytes as {@code Learner.snapshot} wrote them
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the bytes
public record LearnerSnapshot(String policyId, byte[] bytes) {

  @Override
  public boolean equals(Object other) {
    return other instanceof LearnerSnapshot that
        && Objects.equals(policyId, that.policyId)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(policyId, Arrays.hashCode(bytes));
  }

  @Override
  public String toString() {
    return "LearnerSnapshot[policyId=%s, bytes=%d]"
        .formatted(policyId, bytes == null ? 0 : bytes.length);
  }
}
