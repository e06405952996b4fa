package io.millrace.job;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.credit.Credit;
import io.millrace.flow.credit.GroupRelative;
import io.millrace.flow.credit.TrajectoryCredit;
import io.millrace.flow.reward.WeightedChannels;
import io.millrace.job.credit.CreditSettings;
import io.millrace.job.credit.GroupRules;
import io.millrace.job.record.RawRecord;
import io.millrace.job.reward.JoinRules;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.DeadLetter;
import io.millrace.schema.Fate;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.RewardEvent;
import io.millrace.schema.Tensors;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import io.millrace.schema.TrajectoryFate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The whole way from trajectories to advantages, on Flink's mini cluster, with listed records. */
class AdvantageJobIT {
  private static final int GROUP_SIZE = 4;
  private static final Topics TOPICS = Topics.standard();
  private static final EventTime TIME = new EventTime(Duration.ZERO, Duration.ofSeconds(5));

  @Test
  void run_poisonAndDuplicatesAmongGoodOnes_everyRecordMeetsItsFate() throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (int group = 0; group < 250; group++) {
      for (int member = 0; member < GROUP_SIZE; member++) {
        add(records, Samples.trajectory("g" + group, member, GROUP_SIZE, member).build());
        if (records.size() % 11 == 0) {
          records.add(Samples.raw(records.size(), 1000, poison(records.size())));
        }
      }
    }
    long poison = records.stream().filter(r -> r.value() == null || !isSound(r)).count();
    add(records, Samples.trajectory("g0", 0, GROUP_SIZE, 0).build());
    add(records, Samples.trajectory("lonely", 0, GROUP_SIZE, 0).build());
    add(records, Samples.trajectory("ended", 0, GROUP_SIZE, 0).build());
    records.add(Samples.raw(records.size(), 1000, RecordCodec.encode(Samples.end("ended"))));
    CollectSink sink = new CollectSink("poison");

    run(new RewardJob(Samples.SHAPE, AdvantageJobIT::reward, TIME, ListSource.of(records)), sink);

    List<AdvantageRecord> advantages = advantages(sink);
    assertThat(advantages).hasSize(250);
    assertThat(advantages).allSatisfy(AdvantageJobIT::isCreditedAsByHand);
    Map<Fate, Long> fates =
        sink.values(TOPICS.fates()).stream()
            .map(bytes -> RecordCodec.decode(bytes, TrajectoryFate.class))
            .collect(groupingBy(TrajectoryFate::getFate, counting()));
    assertThat(poison).isGreaterThan(80);
    assertThat(fates)
        .containsEntry(Fate.REJECTED, poison)
        .containsEntry(Fate.DUPLICATE, 1L)
        .containsEntry(Fate.MARKER, 1L)
        .hasEntrySatisfying(Fate.INCOMPLETE, count -> assertThat(count).isBetween(1L, 2L));
    long told = fates.values().stream().mapToLong(Long::longValue).sum();
    assertThat(told + 250 * GROUP_SIZE).isEqualTo(records.size());
    assertDeadLetters(sink, records, poison);
  }

  @Test
  void run_rewardEvents_joinedOrIncomplete() throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (int member = 0; member < GROUP_SIZE; member++) {
      add(records, Samples.trajectory("judged", member, GROUP_SIZE, 0).build());
      add(records, Samples.trajectory("unjudged", member, GROUP_SIZE, 0).build());
    }
    List<RawRecord> events = new ArrayList<>();
    for (int member = 0; member < GROUP_SIZE; member++) {
      RewardEvent event =
          new RewardEvent(
              "e" + member, "judged-" + member, Samples.POLICY, 1L, 0, member * 1.0, "judge", 1L);
      events.add(Samples.raw(member, 1000, RecordCodec.encode(event)));
    }
    CollectSink sink = new CollectSink("join");
    JoinRules rules = new JoinRules(1, Duration.ofSeconds(1), Duration.ofMinutes(1));

    run(
        new RewardJob(
            Samples.SHAPE,
            AdvantageJobIT::reward,
            TIME,
            ListSource.of(records),
            ListSource.of(events),
            rules),
        sink);

    assertThat(advantages(sink)).extracting(AdvantageRecord::getGroupId).containsExactly("judged");
    List<AdvantageMember> members = advantages(sink).get(0).getMembers();
    assertThat(Tensors.floats(members.get(3).getRewards())).containsExactly(3, 0, 0);
    assertThat(sink.values(TOPICS.fates()))
        .hasSize(GROUP_SIZE)
        .allSatisfy(
            bytes ->
                assertThat(RecordCodec.decode(bytes, TrajectoryFate.class).getFate())
                    .isEqualTo(Fate.INCOMPLETE));
  }

  @Test
  void run_apartThroughTheScoredTopic_sameAdvantagesAsTogether() throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (int member = 0; member < GROUP_SIZE; member++) {
      add(records, Samples.trajectory("g", member, GROUP_SIZE, member).build());
    }
    CollectSink together = new CollectSink("together");
    run(
        new RewardJob(Samples.SHAPE, AdvantageJobIT::reward, TIME, ListSource.of(records)),
        together);
    CollectSink scored = new CollectSink("scored");
    StreamExecutionEnvironment env = environment();
    new RewardJob(Samples.SHAPE, AdvantageJobIT::reward, TIME, ListSource.of(records))
        .build(env, TOPICS.prefix(), scored, scored);
    env.execute();
    List<RawRecord> between = new ArrayList<>();
    for (byte[] value : scored.values(TOPICS.scored())) {
      between.add(new RawRecord(TOPICS.scored(), 0, between.size(), 1000, null, value));
    }
    CollectSink apart = new CollectSink("apart");
    env = environment();
    credit().build(env, ListSource.of(between), TIME, apart, apart);
    env.execute();

    assertThat(apart.values(TOPICS.advantages()))
        .hasSize(1)
        .usingRecursiveComparison()
        .isEqualTo(together.values(TOPICS.advantages()));
  }

  private static void run(RewardJob reward, CollectSink sink) throws Exception {
    StreamExecutionEnvironment env = environment();
    credit().build(env, reward, sink, sink);
    env.execute();
  }

  private static StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createLocalEnvironment(
        2, JobConfiguration.of(Duration.ofSeconds(1), Duration.ofMillis(1)));
  }

  private static CreditJob credit() {
    return new CreditJob(
        new CreditSettings(
            new GroupRules(60_000, 0, 0), Duration.ofHours(1), Duration.ZERO, TOPICS.advantages()),
        AdvantageJobIT::groupRelative,
        TOPICS.prefix());
  }

  private static WeightedChannels reward() {
    return new WeightedChannels(new double[0], 1.0);
  }

  private static Credit groupRelative() {
    return new TrajectoryCredit(new GroupRelative(GroupRelative.Std.POPULATION, 0), 1.0);
  }

  /**
   * Returns 0, 3, 6, 9 have the mean 4.5 and the population deviation sqrt(11.25), so the first
   * advantage is -4.5 / 3.3541 = -1.3416.
   */
  private static void isCreditedAsByHand(AdvantageRecord record) {
    assertThat(record.getKind()).isEqualTo(AdvantageKind.GROUP);
    assertThat(record.getMembers())
        .extracting(member -> member.getTrajectory().getMemberIndex())
        .containsExactly(0, 1, 2, 3);
    assertThat(Tensors.floats(record.getMembers().get(0).getAdvantages()))
        .containsExactly(-1.3416408f, -1.3416408f, -1.3416408f);
  }

  private static List<AdvantageRecord> advantages(CollectSink sink) {
    return sink.values(TOPICS.advantages()).stream()
        .map(bytes -> RecordCodec.decode(bytes, AdvantageRecord.class))
        .toList();
  }

  private static void assertDeadLetters(CollectSink sink, List<RawRecord> records, long count) {
    Set<Long> offsets = new HashSet<>();
    for (byte[] bytes : sink.values(TOPICS.deadLetters())) {
      DeadLetter letter = RecordCodec.decode(bytes, DeadLetter.class);
      offsets.add(letter.getOffset());
      byte[] original = records.get((int) letter.getOffset()).value();
      assertThat(letter.getReason()).isNotEmpty();
      if (original == null) {
        assertThat(letter.getValue()).isNull();
      } else {
        assertThat(letter.getValue().array()).isEqualTo(original);
      }
    }
    assertThat(offsets).hasSize((int) count);
  }

  private static void add(List<RawRecord> records, Trajectory trajectory) {
    records.add(Samples.raw(records.size(), 1000, trajectory));
  }

  private static boolean isSound(RawRecord record) {
    return record.value().length > 200 && !record.equals(nanAt(record.offset()));
  }

  private static RawRecord nanAt(long offset) {
    return Samples.raw(offset, 1000, nan());
  }

  private static byte[] nan() {
    return RecordCodec.encode(Samples.trajectory("bad", 0, GROUP_SIZE, Float.NaN).build());
  }

  private static byte[] poison(int kind) {
    byte[] sound = RecordCodec.encode(Samples.trajectory("bad", 0, GROUP_SIZE, 0).build());
    return switch (kind % 5) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> new byte[] {7};
      case 3 -> Arrays.copyOf(sound, 100);
      default -> nan();
    };
  }
}
