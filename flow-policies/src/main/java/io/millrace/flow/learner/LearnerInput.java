package io.millrace.flow.learner;

import io.millrace.flow.Episode;
import java.util.List;

/**
 * One record of the advantages log.
 *
 * @param recordId used once, however often it comes
 * @param correction the advantages are differences to what was sent for this group before
 * @param offset where it stands in the log
 * @param members in member order
 */
public record LearnerInput(
    String recordId, String groupId, boolean correction, long offset, List<Member> members) {
  public LearnerInput {
    members = List.copyOf(members);
  }

  /**
   * An episode and its credit.
   *
   * @param advantages [T]
   */
  public record Member(Episode episode, float[] advantages) {}
}
