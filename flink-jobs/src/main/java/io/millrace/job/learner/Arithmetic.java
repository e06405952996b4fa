package io.millrace.job.learner;

import io.millrace.flow.policy.NumericEnvironment;
import io.millrace.flow.policy.SafeTensors;
import java.util.List;

/**
 * The numeric environment that an artifact was made in, beside that of this process. A log folded
 * in another one leads to weights that are the same within a tolerance, not to the last bit.
 *
 * @param artifact what the artifact names; empty where it names none
 * @param here that of this process
 */
public record Arithmetic(String artifact, String here) {
  private static final String KEY = "numeric-environment";

  /** That of an artifact and that of this process. */
  public static Arithmetic of(byte[] artifact) {
    String named = SafeTensors.decode(artifact).metadata().getOrDefault(KEY, "");
    return new Arithmetic(named, NumericEnvironment.describe());
  }

  /** Whether the same log leads to the same bits. */
  public boolean isSame() {
    return artifact.equals(here);
  }

  /**
   * The largest absolute difference between two weights at the same place; infinite where the
   * artifacts do not hold the same tensors.
   */
  public static double largestDifference(byte[] artifact, byte[] other) {
    List<SafeTensors.Named> left = SafeTensors.decode(artifact).tensors();
    List<SafeTensors.Named> right = SafeTensors.decode(other).tensors();
    if (left.size() != right.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < left.size(); i++) {
      largest = Math.max(largest, largestDifference(left.get(i), right.get(i)));
    }
    return largest;
  }

  private static double largestDifference(SafeTensors.Named left, SafeTensors.Named right) {
    float[] a = left.values();
    float[] b = right.values();
    if (!left.name().equals(right.name()) || a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }
}
