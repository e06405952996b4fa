package io.millrace.job.credit;

import static io.millrace.job.credit.Events.decode;
import static io.millrace.job.credit.Events.end;
import static io.millrace.job.credit.Events.firstAdvantages;
import static io.millrace.job.credit.Events.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.flow.credit.Credit;
import io.millrace.job.Samples;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.Fate;
import io.millrace.schema.Tensors;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GroupMachineTest {
  private static final GroupKey KEY = new GroupKey(Samples.POLICY, 1, "g");
  private static final GroupRules STRICT = new GroupRules(100, 0, 0);

  /** Reward minus the members' mean at the same step. */
  static final Credit MEAN_ONLY =
      (groupId, members) -> {
        double[][] advantages = new double[members.size()][];
        for (int i = 0; i < advantages.length; i++) {
          advantages[i] = members.get(i).rewards().clone();
          for (int t = 0; t < advantages[i].length; t++) {
            double sum = 0;
            for (Credit.Member other : members) {
              sum += other.rewards()[t];
            }
            advantages[i][t] -= sum / members.size();
          }
        }
        return advantages;
      };

  private final HeapGroupMemory memory = new HeapGroupMemory();

  @Test
  void onMember_lastOfGroup_creditsInMemberOrder() {
    GroupMachine machine = machine(STRICT);

    assertThat(machine.onMember(memory, member(2, 3, 6, 0, 10), 0))
        .isEqualTo(GroupDecision.NOTHING);
    assertThat(machine.onMember(memory, member(0, 3, 0, 1, 10), 0))
        .isEqualTo(GroupDecision.NOTHING);
    GroupDecision decision = machine.onMember(memory, member(1, 3, 3, 2, 10), 0);

    assertThat(new String(decision.advantages().key(), StandardCharsets.UTF_8)).isEqualTo("p");
    AdvantageRecord record = decode(decision.advantages());
    assertThat(record.getKind()).isEqualTo(AdvantageKind.GROUP);
    assertThat(record.getRecordId()).isEqualTo("g");
    // Rewards 0, 3, 6 have the mean 3.
    assertThat(firstAdvantages(record)).containsExactly(-3f, 0f, 3f);
    assertThat(record.getMembers()).extracting(m -> m.getOffset()).containsExactly(1L, 2L, 0L);
    assertThat(Tensors.floats(record.getMembers().get(2).getRewards())).containsExactly(6, 6, 6);
    assertThat(memory.open()).isNull();
    assertThat(memory.members()).isEmpty();
  }

  @Test
  void onMember_groupOfOne_closesAtOnce() {
    GroupDecision decision = machine(STRICT).onMember(memory, member(0, 1, 5, 0, 10), 0);

    assertThat(firstAdvantages(decode(decision.advantages()))).containsExactly(0f);
  }

  @Test
  void onMember_sameMembersInAnotherOrder_sameBytes() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);
    byte[] once = machine.onMember(memory, member(1, 2, 2, 1, 10), 0).advantages().value();
    HeapGroupMemory other = new HeapGroupMemory();
    machine.onMember(other, member(1, 2, 2, 1, 10), 0);

    assertThat(machine.onMember(other, member(0, 2, 1, 0, 10), 0).advantages().value())
        .isEqualTo(once);
  }

  @Test
  void onMember_secondRecordOfOpenMember_duplicate() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);

    assertThat(machine.onMember(memory, member(0, 2, 1, 1, 10), 0).fates())
        .extracting(FateNotice::fate, FateNotice::offset)
        .containsExactly(tuple(Fate.DUPLICATE, 1L));
    assertThat(memory.open().slots()).hasSize(1);
  }

  @Test
  void onMember_otherTrajectoryInTheSamePlace_duplicate() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);

    assertThat(machine.onMember(memory, member("again", 0, 2, 1, 1, 10), 0).fates())
        .extracting(FateNotice::fate)
        .containsExactly(Fate.DUPLICATE);
  }

  @Test
  void onMember_sameTrajectoryInAnotherPlace_duplicate() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member("same", 0, 2, 1, 0, 10), 0);

    assertThat(machine.onMember(memory, member("same", 1, 2, 1, 1, 10), 0).fates())
        .extracting(FateNotice::fate)
        .containsExactly(Fate.DUPLICATE);
  }

  @Test
  void onMember_duplicateAfterClose_opensNoGhost() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);
    machine.onMember(memory, member(1, 2, 1, 1, 10), 0);

    GroupDecision decision = machine.onMember(memory, member(0, 2, 1, 2, 10), 0);

    assertThat(decision.fates()).extracting(FateNotice::fate).containsExactly(Fate.DUPLICATE);
    assertThat(memory.open()).isNull();
    assertThat(machine.onDeadline(memory, KEY)).isEqualTo(GroupDecision.NOTHING);
  }

  @Test
  void onMember_sameRecordDeliveredAgain_toldNothing() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);
    assertThat(machine.onMember(memory, member(0, 2, 1, 0, 10), 0))
        .isEqualTo(GroupDecision.NOTHING);
    machine.onMember(memory, member(1, 2, 1, 1, 10), 0);

    assertThat(machine.onMember(memory, member(1, 2, 1, 1, 10), 0))
        .isEqualTo(GroupDecision.NOTHING);
  }

  @Test
  void onMember_afterTimeout_late() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);
    assertThat(machine.onDeadline(memory, KEY).fates())
        .extracting(FateNotice::fate)
        .containsExactly(Fate.INCOMPLETE);

    assertThat(machine.onMember(memory, member(1, 2, 1, 1, 111), 110).fates())
        .extracting(FateNotice::fate)
        .containsExactly(Fate.LATE);
  }

  @Test
  void onMember_firstOfGroupBehindItsDeadline_lateWithoutState() {
    GroupDecision decision = machine(STRICT).onMember(memory, member(0, 2, 1, 0, 10), 110);

    assertThat(decision.fates()).extracting(FateNotice::fate).containsExactly(Fate.LATE);
    assertThat(memory.open()).isNull();
    assertThat(memory.closed()).isNull();
  }

  @Test
  void onMember_otherGroupSize_rejectedAndGroupUnharmed() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);

    GroupDecision decision = machine.onMember(memory, member(1, 3, 1, 1, 10), 0);

    assertThat(decision.fates()).extracting(FateNotice::fate).containsExactly(Fate.REJECTED);
    assertThat(decision.rejected())
        .extracting(RejectedRecord::reason)
        .containsExactly("invalid-group");
    assertThat(machine.onMember(memory, member(1, 2, 1, 2, 10), 0).advantages()).isNotNull();
  }

  @Test
  void onDeadline_enoughMembers_usesThem() {
    GroupMachine machine = machine(new GroupRules(100, 0, 2));
    machine.onMember(memory, member(0, 4, 1, 0, 10), 0);
    machine.onMember(memory, member(3, 4, 3, 1, 10), 0);

    GroupDecision decision = machine.onDeadline(memory, KEY);

    assertThat(firstAdvantages(decode(decision.advantages()))).containsExactly(-1f, 1f);
    assertThat(decision.fates()).isEmpty();
  }

  @Test
  void onEnd_tooFewMembers_incomplete() {
    GroupMachine machine = machine(STRICT);
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);

    assertThat(machine.onEnd(memory, end(20)).fates())
        .extracting(FateNotice::fate)
        .containsExactly(Fate.INCOMPLETE);
    assertThat(machine.onEnd(memory, end(21))).isEqualTo(GroupDecision.NOTHING);
  }

  @Test
  void onEnd_beforeAnyMember_laterMembersAreLate() {
    GroupMachine machine = machine(STRICT);
    machine.onEnd(memory, end(20));

    assertThat(machine.onMember(memory, member(0, 2, 1, 0, 21), 0).fates())
        .extracting(FateNotice::fate)
        .containsExactly(Fate.LATE);
  }

  @Test
  void onEnd_withGrace_movesTheDeadline() {
    GroupMachine machine = machine(new GroupRules(100, 30, 0));
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);

    machine.onEnd(memory, end(20));

    assertThat(memory.open().deadlineMs()).isEqualTo(50);
  }

  @Test
  void onMember_creditAnswersNaN_wholeGroupRejected() {
    Credit broken = (groupId, rewards) -> new double[][] {{Double.NaN, 0, 0}, {0, 0, 0}};
    GroupMachine machine = new GroupMachine(STRICT, new AdvantageWriter(broken, "advantages"));
    machine.onMember(memory, member(0, 2, 1, 0, 10), 0);

    GroupDecision decision = machine.onMember(memory, member(1, 2, 1, 1, 10), 0);

    assertThat(decision.advantages()).isNull();
    assertThat(decision.fates())
        .extracting(FateNotice::fate)
        .containsExactly(Fate.REJECTED, Fate.REJECTED);
    assertThat(decision.rejected())
        .extracting(RejectedRecord::reason)
        .containsExactly("non-finite", "non-finite");
  }

  private static GroupMachine machine(GroupRules rules) {
    return new GroupMachine(rules, new AdvantageWriter(MEAN_ONLY, "advantages"));
  }
}
