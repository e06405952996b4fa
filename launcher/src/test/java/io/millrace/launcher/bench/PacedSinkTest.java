package io.millrace.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.recipe.Recipe;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PacedSinkTest {
  private final List<Trajectory> sent = new CopyOnWriteArrayList<>();
  private final TrajectorySink memory =
      new TrajectorySink() {
        @Override
        public void send(Trajectory trajectory) {
          sent.add(trajectory);
        }

        @Override
        public void send(GroupEnd end) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private Thread sender(PacedSink sink) {
    Recipe recipe = IngestPolicy.recipe();
    Thread thread = new Thread(() -> new SyntheticExperience(recipe, sink).sendGroup());
    thread.start();
    return thread;
  }

  @Test
  void send_asManyAsMayBeUnderWay_waitsUntilSomeHaveArrived() throws InterruptedException {
    AtomicLong arrived = new AtomicLong();
    try (PacedSink sink = new PacedSink(memory, arrived::get, 3)) {
      Thread thread = sender(sink);
      Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
      assertThat(sent).hasSize(3);
      arrived.set(2);
      Awaitility.await().until(() -> sent.size() == 5);
      sink.release();
      thread.join(10_000);
      assertThat(sent).hasSize(IngestPolicy.GROUP);
      assertThat(sink.cpuSeconds()).isPositive();
    }
  }

  @Test
  void accept_groupsOfTwoWorkers_countsTheOneAskedFor() throws InterruptedException {
    try (PacedSink sink = new PacedSink(memory, () -> 0, 100)) {
      sender(sink).join(10_000);
    }
    CreditedSteps credited = new CreditedSteps("group");
    credited.accept(group("group-0"));
    credited.accept(group("groupie-0"));
    credited.accept(sent.get(0));
    assertThat(credited.trajectories()).isEqualTo(IngestPolicy.GROUP);
    assertThat(credited.steps()).isEqualTo(IngestPolicy.GROUP * 5L);
  }

  /** With five advantages for each member. */
  private AdvantageRecord group(String groupId) {
    List<AdvantageMember> members =
        sent.stream()
            .map(
                trajectory ->
                    AdvantageMember.newBuilder()
                        .setTrajectory(trajectory)
                        .setRewards(Tensors.of(new float[5], 5))
                        .setAdvantages(Tensors.of(new float[5], 5))
                        .setPartition(0)
                        .setOffset(0)
                        .setPublishedAtMs(0)
                        .build())
            .toList();
    return AdvantageRecord.newBuilder()
        .setKind(AdvantageKind.GROUP)
        .setRecordId(groupId)
        .setGroupId(groupId)
        .setPolicyId("p")
        .setEpoch(0)
        .setMembers(members)
        .build();
  }
}
