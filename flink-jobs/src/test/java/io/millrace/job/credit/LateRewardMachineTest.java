package io.millrace.job.credit;

import static io.millrace.job.credit.Events.decode;
import static io.millrace.job.credit.Events.firstAdvantages;
import static io.millrace.job.credit.Events.lateReward;
import static io.millrace.job.credit.Events.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.Tensors;
import org.junit.jupiter.api.Test;

class LateRewardMachineTest {
  private final HeapGroupMemory memory = new HeapGroupMemory();
  private final AdvantageWriter writer =
      new AdvantageWriter(GroupMachineTest.MEAN_ONLY, "advantages");
  private final GroupMachine groups = new GroupMachine(new GroupRules(100, 0, 0), writer);
  private final LateRewardMachine machine = new LateRewardMachine(writer);

  @Test
  void onLateReward_creditedGroup_correctsEveryMember() {
    groups.onMember(memory, member(0, 2, 1, 0, 10), 0);
    groups.onMember(memory, member(1, 2, 3, 1, 10), 0);

    AdvantageRecord first =
        decode(machine.onLateReward(memory, lateReward("e1", 0, 0, 4)).advantages());
    AdvantageRecord second =
        decode(machine.onLateReward(memory, lateReward("e2", 1, 0, 2)).advantages());

    assertThat(first.getKind()).isEqualTo(AdvantageKind.CORRECTION);
    assertThat(first.getRecordId()).isEqualTo("e1");
    // Rewards 1, 3 become 5, 3: advantages -1, +1 become +1, -1.
    assertThat(firstAdvantages(first)).containsExactly(2f, -2f);
    assertThat(Tensors.floats(first.getMembers().get(0).getRewards())).containsExactly(5, 1, 1);
    assertThat(Tensors.floats(first.getMembers().get(0).getAdvantages())[1]).isZero();
    // Rewards 5, 3 become 5, 5: advantages +1, -1 become 0, 0.
    assertThat(firstAdvantages(second)).containsExactly(-1f, 1f);
  }

  @Test
  void onLateReward_openGroup_addsToTheMember() {
    groups.onMember(memory, member(0, 2, 1, 0, 10), 0);

    assertThat(machine.onLateReward(memory, lateReward("e1", 0, 2, 4)))
        .isEqualTo(GroupDecision.NOTHING);

    assertThat(memory.member(0).rewards()).containsExactly(1, 1, 5);
  }

  @Test
  void onLateReward_groupThatIsNotRetained_deadLetter() {
    assertThat(machine.onLateReward(memory, lateReward("e1", 0, 0, 4)).rejected())
        .extracting(RejectedRecord::reason)
        .containsExactly("reward-too-late");
  }
}
