package io.millrace.job.credit;

import io.millrace.job.record.FateNotice;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RejectedRecord;
import java.util.List;

/**
 * What follows from something that happened to a group.
 *
 * @param advantages the credit to send, or null
 * @param fates fates that were decided
 * @param rejected records that became dead letters
 */
public record GroupDecision(
    OutboundRecord advantages, List<FateNotice> fates, List<RejectedRecord> rejected) {

  /** Nothing follows: the group waits. */
  static final GroupDecision NOTHING = new GroupDecision(null, List.of(), List.of());

  static GroupDecision fates(List<FateNotice> fates) {
    return new GroupDecision(null, fates, List.of());
  }

  static GroupDecision advantages(OutboundRecord advantages) {
    return new GroupDecision(advantages, List.of(), List.of());
  }
}
