package io.millrace.job.learner;

import io.millrace.flow.learner.Learner;
import io.millrace.job.border.PolicyShape;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * What a learner starts from. Travels to the operator with the job graph.
 *
 * @param shape the policy and what it makes of a trajectory's tensors
 * @param firstArtifact version 1
 * @param learner makes the recipe's learner, once per subtask
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the bytes
public record LearnerPlan(
    PolicyShape shape, byte[] firstArtifact, SerializableSupplier<Learner> learner)
    implements Serializable {

  @Override
  public boolean equals(Object other) {
    return other instanceof LearnerPlan that
        && shape.equals(that.shape)
        && Arrays.equals(firstArtifact, that.firstArtifact)
        && learner.equals(that.learner);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape, Arrays.hashCode(firstArtifact));
  }

  @Override
  public String toString() {
    return "LearnerPlan[shape=%s, bytes=%d]".formatted(shape, firstArtifact.length);
  }
}
