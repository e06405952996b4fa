package io.millrace.job.border;

import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;

/** What the gate says of a record. */
public sealed interface GateVerdict {

  /**
   * A trajectory that can be learned from.
   *
   * @param trajectory the record
   * @param steps T, at least 1
   * @param credited how many rewards it has: T, or its environment steps where each action of a
   *     chunk has credit of its own
   */
  record Accepted(Trajectory trajectory, int steps, int credited) implements GateVerdict {}

  /**
   * A control record.
   *
   * @param end the record
   */
  record Marker(GroupEnd end) implements GateVerdict {}

  /**
   * A record that cannot be used.
   *
   * @param reason the word that is counted
   * @param detail for a person: which field, what was expected, what came
   */
  record Rejected(RejectionReason reason, String detail) implements GateVerdict {}
}
