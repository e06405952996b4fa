package io.millrace.launcher.bench;

import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Counts what a learner would read: trajectories with their advantages, of one worker. */
final class CreditedSteps implements Consumer<SpecificRecord> {
  private final String groups;
  private volatile long trajectories;
  private volatile long steps;

  /**
   * @param workerId begins the ids of its groups
   */
  CreditedSteps(String workerId) {
    this.groups = workerId + "-";
  }

  /** Called on one thread. */
  @Override
  public void accept(SpecificRecord record) {
    if (record instanceof AdvantageRecord group && group.getGroupId().startsWith(groups)) {
      long more = 0;
      for (AdvantageMember member : group.getMembers()) {
        more += member.getAdvantages().getShape().get(0);
      }
      steps = steps + more;
      trajectories = trajectories + group.getMembers().size();
    }
  }

  /** Trajectories so far; from any thread. */
  long trajectories() {
    return trajectories;
  }

  /** Environment steps of them; from any thread. */
  long steps() {
    return steps;
  }
}
