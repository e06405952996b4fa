package io.millrace.rollout;

import static io.millrace.rollout.ScriptedFeed.Event.NEXT_VERSION;
import static io.millrace.rollout.ScriptedFeed.Event.TIME_IS_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.builtin.CartPole;
import io.millrace.env.builtin.CartPoleProvider;
import io.millrace.env.builtin.Gmm1dMode;
import io.millrace.env.builtin.Gmm1dModeProvider;
import io.millrace.env.builtin.Multigoal2d;
import io.millrace.env.builtin.Multigoal2dProvider;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutWorkerTest {

  private static final int MEMBERS = 6;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_000));
  private static final EnvironmentFactory CART_POLE =
      EnvironmentFactory.of(
          new CartPoleProvider(), new CartPole.Options(CartPole.Actions.THRESHOLD));
  private static final EnvironmentFactory MULTIGOAL =
      EnvironmentFactory.of(new Multigoal2dProvider(), new Multigoal2d.Options(0));

  private final MemorySink sink = new MemorySink();

  /** Staleness 1 and 2 groups an update: 4 groups at first, 2 with each version. */
  private static RolloutSettings settings(String workerId) {
    return new RolloutSettings("policy", 3, workerId, 17, MEMBERS, 1, 2, 1, Duration.ofSeconds(2));
  }

  private RolloutWorker worker(Supplier<Environment> environments, PolicyFeed feed) {
    return new RolloutWorker(settings("w0"), environments, feed, sink, CLOCK);
  }

  private static ScriptedFeed cartPoleFeed(ScriptedFeed.Event... script) {
    return new ScriptedFeed(TestPolicies.policy(4, 1), script);
  }

  @Test
  void run_oneVersion_sendsWholeGroupsFromOneStart() {
    worker(CART_POLE::create, cartPoleFeed()).run();

    assertThat(sink.groups().keySet()).containsExactly("w0-0", "w0-1", "w0-2", "w0-3");
    assertThat(sink.flushed).isTrue();
    for (List<Trajectory> group : sink.groups().values()) {
      assertThat(group).extracting(Trajectory::getMemberIndex).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(group).extracting(Trajectory::getSeed).containsOnly(group.get(0).getSeed());
      assertThat(group.stream().map(RolloutWorkerTest::firstObservation).distinct()).hasSize(1);
      // The policy's noise tells the members apart.
      assertThat(group.stream().map(t -> Tensors.floats(t.getActions())[0]).distinct())
          .hasSize(MEMBERS);
    }
    assertThat(sink.trajectories.stream().map(RolloutWorkerTest::firstObservation).distinct())
        .hasSize(4);
    assertThat(sink.trajectories.stream().map(Trajectory::getTrajectoryId).distinct())
        .hasSize(4 * MEMBERS)
        .contains("w0-2-5");
  }

  private static List<Float> firstObservation(Trajectory trajectory) {
    float[] all = Tensors.floats(trajectory.getObservations());
    int size = Tensors.shape(trajectory.getObservations())[1];
    return IntStream.range(0, size).mapToObj(i -> all[i]).toList();
  }

  @Test
  void run_membersEndApart_eachRecordHasItsOwnLength() {
    worker(CART_POLE::create, cartPoleFeed()).run();

    assertThat(sink.trajectories.stream().map(t -> Tensors.shape(t.getRewards())[0]).distinct())
        .hasSizeGreaterThan(1);
    for (Trajectory trajectory : sink.trajectories) {
      int steps = Tensors.shape(trajectory.getRewards())[0];
      int k = TestPolicies.FLOW_STEPS;
      assertThat(Tensors.shape(trajectory.getObservations())).containsExactly(steps + 1, 4);
      assertThat(Tensors.shape(trajectory.getActions())).containsExactly(steps, 1);
      assertThat(Tensors.shape(trajectory.getRewards())).containsExactly(steps, 1);
      assertThat(Tensors.shape(trajectory.getLogProbs())).containsExactly(steps, k - 1, 1);
      assertThat(Tensors.shape(trajectory.getLatentPath())).containsExactly(steps, k + 1, 1);
      assertThat(trajectory.getTerminated()).isTrue();
      assertThat(trajectory.getTruncated()).isFalse();
      // The last row is the true final one: the pole has fallen, or the cart has left.
      float[] observations = Tensors.floats(trajectory.getObservations());
      float position = Math.abs(observations[4 * steps]);
      float angle = Math.abs(observations[4 * steps + 2]);
      assertThat(position > 2.4f || angle > 0.2094f).isTrue();
    }
  }

  @Test
  void run_anyGroup_recordsSayWhoAndWhat() {
    RolloutWorker worker = worker(MULTIGOAL::create, feed(2, 2));
    worker.run();
    Trajectory trajectory = sink.trajectories.get(0);
    assertThat(trajectory.getPolicyId()).isEqualTo("policy");
    assertThat(trajectory.getEpoch()).isEqualTo(3);
    assertThat(trajectory.getPolicyVersion()).isEqualTo(1);
    assertThat(trajectory.getEnvironment()).isEqualTo("multigoal-2d");
    assertThat(trajectory.getWorkerId()).isEqualTo("w0");
    assertThat(trajectory.getGroupSize()).isEqualTo(MEMBERS);
    assertThat(trajectory.getStartedAtMs()).isEqualTo(1_000);
    assertThat(trajectory.getEndedAtMs()).isEqualTo(1_000);
    assertThat(sink.trajectories)
        .allSatisfy(
            t -> {
              assertThat(t.getAttributes()).containsEntry("success", "" + t.getTerminated());
              assertThat(t.getAttributes().containsKey("goal")).isEqualTo(t.getTerminated());
              assertThat(t.getTruncated()).isEqualTo(!t.getTerminated());
            });
    RolloutProgress progress = worker.progress();
    assertThat(progress.groups()).isEqualTo(4);
    assertThat(progress.trajectories()).isEqualTo(4 * MEMBERS);
    assertThat(progress.steps())
        .isEqualTo(
            sink.trajectories.stream().mapToInt(t -> t.getRewards().getShape().get(0)).sum());
    assertThat(progress.version()).isEqualTo(1);
    assertThat(progress.abandonedGroups()).isZero();
  }

  private static ScriptedFeed feed(int observationSize, int actionSize) {
    return new ScriptedFeed(TestPolicies.policy(observationSize, actionSize));
  }

  @Test
  void run_again_sameBytes() {
    assertThat(bytesOfARun("w0")).isEqualTo(bytesOfARun("w0"));
  }

  @Test
  void run_anotherWorker_otherExperience() {
    List<Long> mine = seedsOfARun("w0");
    assertThat(seedsOfARun("w1")).doesNotContainAnyElementsOf(mine);
    assertThat(mine.stream().distinct().count()).isEqualTo(6);
  }

  private static List<String> bytesOfARun(String workerId) {
    return run(workerId).stream().map(t -> Arrays.toString(RecordCodec.encode(t))).toList();
  }

  private static List<Long> seedsOfARun(String workerId) {
    return run(workerId).stream().map(Trajectory::getSeed).distinct().toList();
  }

  private static List<Trajectory> run(String workerId) {
    MemorySink sink = new MemorySink();
    PolicyFeed feed = cartPoleFeed(NEXT_VERSION);
    new RolloutWorker(settings(workerId), CART_POLE::create, feed, sink, CLOCK).run();
    return sink.trajectories;
  }

  @Test
  void run_newVersions_obeysTheQuota() {
    worker(CART_POLE::create, cartPoleFeed(NEXT_VERSION, NEXT_VERSION)).run();
    assertThat(groupsByVersion()).isEqualTo("{1=4, 2=2, 3=2}");
  }

  @Test
  void run_noNewVersionForTooLong_sendsOneMoreGroupEachTime() {
    ScriptedFeed feed = cartPoleFeed(TIME_IS_UP, TIME_IS_UP, NEXT_VERSION);
    worker(CART_POLE::create, feed).run();
    assertThat(groupsByVersion()).isEqualTo("{1=6, 2=2}");
    assertThat(feed.waited).isEqualTo(Duration.ofSeconds(4));
  }

  private String groupsByVersion() {
    return sink.groups().values().stream()
        .collect(
            Collectors.groupingBy(
                g -> g.get(0).getPolicyVersion(), TreeMap::new, Collectors.counting()))
        .toString();
  }

  @Test
  void run_newVersionDuringAGroup_swapsOnlyAfterIt() {
    FlowPolicy policy = TestPolicies.policy(4, 1);
    LatestPolicy latest = new LatestPolicy();
    latest.offer(1, policy);
    int[] made = {0};
    Supplier<Environment> announcing =
        () -> {
          // The last member of the first group is made after the group has begun.
          if (++made[0] == MEMBERS) {
            latest.offer(2, policy);
            latest.finish();
          }
          return CART_POLE.create();
        };
    worker(announcing, latest).run();
    assertThat(sink.trajectories).hasSize(MEMBERS);
    assertThat(sink.trajectories).extracting(Trajectory::getPolicyVersion).containsOnly(1L);
  }

  @ParameterizedTest
  @EnumSource(
      value = BrokenEnvironment.Failure.class,
      names = {"THROWS", "NAN_REWARD", "NAN_OBSERVATION"})
  void run_memberFails_groupIsAbandonedWithItsReasonAndTheWorkerGoesOn(
      BrokenEnvironment.Failure failure) {
    // One episode of the second group fails.
    BrokenEnvironment.Plan plan = new BrokenEnvironment.Plan(failure, 2 * MEMBERS - 1);
    RolloutWorker worker = worker(plan::create, feed(2, 1));
    worker.run();

    assertThat(sink.ends).extracting(GroupEnd::getGroupId).startsWith("w0-1");
    GroupEnd end = sink.ends.get(0);
    assertThat(end.getPolicyId()).isEqualTo("policy");
    assertThat(end.getEpoch()).isEqualTo(3);
    assertThat(end.getReason())
        .contains(
            switch (failure) {
              case THROWS -> "the gearbox broke";
              case NAN_REWARD -> "non-finite reward: member=4, step=3, value=NaN";
              case NAN_OBSERVATION ->
                  "non-finite observation: member=4, step=3, index=1, value=NaN";
              case ENDLESS -> "";
            });
    assertThat(sink.groups()).doesNotContainKey("w0-1").containsKeys("w0-0", "w0-2");
    assertThat(sink.groups().values()).allSatisfy(group -> assertThat(group).hasSize(MEMBERS));
    assertThat(worker.progress().abandonedGroups()).isEqualTo(sink.ends.size());
    // The failed instances were not used again.
    assertThat(plan.instances.get()).isEqualTo(MEMBERS * (1 + sink.ends.size()));
    assertThat(plan.closed.get()).as("closed, as many as made").isEqualTo(plan.instances.get());
  }

  @Test
  void run_everyGroupFails_isPacedAndNotAFlood() {
    BrokenEnvironment.Plan plan = new BrokenEnvironment.Plan(BrokenEnvironment.Failure.THROWS, 1);
    worker(plan::create, feed(2, 1)).run();
    assertThat(sink.trajectories).isEmpty();
    // Four of the quota, and the first one's refund.
    assertThat(sink.ends).hasSize(5);
  }

  @Test
  void run_odeSampler_knowsNoLikelihood() {
    FlowPolicy policy = TestPolicies.policy(2, 1, SamplerSpec.ODE);
    EnvironmentFactory gmm =
        EnvironmentFactory.of(new Gmm1dModeProvider(), new Gmm1dMode.Options(Optional.empty()));
    worker(gmm::create, new ScriptedFeed(policy)).run();
    assertThat(sink.trajectories).hasSize(4 * MEMBERS);
    assertThat(sink.trajectories).extracting(Trajectory::getLogProbs).containsOnlyNulls();
  }

  @Test
  void run_policyOfAnotherShape_throws() {
    RolloutWorker worker = worker(CART_POLE::create, feed(5, 1));
    assertThatThrownBy(worker::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment=cart-pole")
        .hasMessageContaining("policy.observationSize=5");
    assertThat(sink.ends).isEmpty();
  }

  @Test
  void run_sinkLosesARecord_throws() {
    TrajectorySink losing =
        new TrajectorySink() {
          @Override
          public void send(Trajectory trajectory) {
            throw new TrajectorySinkException("lost", null);
          }

          @Override
          public void send(GroupEnd end) {}

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    RolloutWorker worker =
        new RolloutWorker(settings("w0"), CART_POLE::create, cartPoleFeed(), losing, CLOCK);
    assertThatThrownBy(worker::run).isInstanceOf(TrajectorySinkException.class);
  }

  @Test
  void close_whileWaiting_ends() throws InterruptedException {
    LatestPolicy latest = new LatestPolicy();
    latest.offer(1, TestPolicies.policy(4, 1));
    RolloutSettings patient =
        new RolloutSettings("policy", 3, "w0", 17, MEMBERS, 1, 2, 1, Duration.ofHours(1));
    RolloutWorker worker =
        new RolloutWorker(patient, CART_POLE::create, latest, sink, InstantSource.system());
    Thread thread = new Thread(worker);
    thread.start();
    Awaitility.await().until(() -> worker.progress().groups() == 4);
    worker.close();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(sink.ends).isEmpty();
    assertThat(sink.flushed).isTrue();
  }

  @Test
  void close_duringAnEndlessEpisode_abandonsTheGroup() throws InterruptedException {
    BrokenEnvironment.Plan plan = new BrokenEnvironment.Plan(BrokenEnvironment.Failure.ENDLESS, 1);
    LatestPolicy latest = new LatestPolicy();
    latest.offer(1, TestPolicies.policy(2, 1));
    RolloutWorker worker = worker(plan::create, latest);
    Thread thread = new Thread(worker);
    thread.start();
    Awaitility.await().until(() -> plan.episodes.get() == MEMBERS);
    worker.close();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(sink.ends).extracting(GroupEnd::getReason).containsExactly("worker stopped");
    assertThat(sink.trajectories).isEmpty();
    assertThat(plan.closed.get()).isEqualTo(plan.instances.get()).isEqualTo(MEMBERS);
  }
}
