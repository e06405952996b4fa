package io.millrace.rollout;

import static io.millrace.rollout.ScriptedFeed.Event.NEXT_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.ThreeTargets;
import io.millrace.env.ThreeTargetsProvider;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Three agents with one policy, from the worker to its records. */
class AgentGroupsTest {
  private static final int MEMBERS = 4;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final EnvironmentFactory THREE = ThreeTargetsProvider.three();

  private final MemorySink sink = new MemorySink();

  /** Staleness 1 and 6 groups an update, which are two plays. */
  private RolloutWorker worker(Supplier<Environment> environments, ScriptedFeed feed) {
    RolloutSettings settings =
        new RolloutSettings("policy", 1, "w0", 17, MEMBERS, 1, 6, 1, Duration.ofSeconds(2));
    return new RolloutWorker(settings, environments, feed, sink, CLOCK);
  }

  private static ScriptedFeed feed(ScriptedFeed.Event... script) {
    return new ScriptedFeed(TestPolicies.policy(1, 1), script);
  }

  @Test
  void run_threeAgents_sendsAGroupForEachAndWithinTheQuota() {
    RolloutWorker worker = worker(THREE::create, feed(NEXT_VERSION));
    worker.run();

    // Four plays at first, two more with version 2.
    assertThat(sink.groups()).hasSize(3 * (4 + 2));
    assertThat(sink.groups().keySet())
        .startsWith("w0-0-a0", "w0-0-a1", "w0-0-a2", "w0-1-a0")
        .endsWith("w0-5-a2");
    assertThat(sink.trajectories.stream().filter(t -> t.getPolicyVersion() == 2))
        .hasSize(2 * 3 * MEMBERS);
    sink.groups()
        .forEach(
            (id, group) -> {
              assertThat(group).extracting(Trajectory::getMemberIndex).containsExactly(0, 1, 2, 3);
              assertThat(group).extracting(Trajectory::getGroupSize).containsOnly(MEMBERS);
              assertThat(group)
                  .extracting(t -> t.getAttributes().get("agent"))
                  .containsOnly(id.substring(id.length() - 1));
              assertThat(group).extracting(Trajectory::getSeed).containsOnly(seed(id));
            });
    assertThat(sink.trajectories).extracting(Trajectory::getTrajectoryId).doesNotHaveDuplicates();
    assertThat(worker.progress().groups()).isEqualTo(18);
    assertThat(worker.progress().trajectories()).isEqualTo(18 * MEMBERS);
  }

  /** All agents of a play have its seed. */
  private long seed(String groupId) {
    String play = groupId.substring(0, groupId.length() - 1);
    return sink.groups().get(play + "0").get(0).getSeed();
  }

  @Test
  void run_threeAgents_eachRecordIsOneAgentsOwn() {
    worker(THREE::create, feed()).run();
    for (Trajectory trajectory : sink.trajectories) {
      float[] seen = Tensors.floats(trajectory.getObservations());
      float[] acted = Tensors.floats(trajectory.getActions());
      float[] paid = Tensors.floats(trajectory.getRewards());
      assertThat(Tensors.shape(trajectory.getObservations())).containsExactly(paid.length + 1, 1);
      for (int t = 0; t < paid.length; t++) {
        double miss = acted[t] - seen[t];
        assertThat(paid[t]).isEqualTo((float) (-miss * miss));
      }
      assertThat(trajectory.getTerminated()).isTrue();
      assertThat(trajectory.getAttributes()).containsEntry("stepsLeft", "0").containsKey("success");
    }
    // The agents of one member end together and agree on success.
    List<Trajectory> second =
        sink.trajectories.stream().filter(t -> t.getTrajectoryId().matches("w0-0-a\\d-1")).toList();
    assertThat(second).hasSize(3);
    assertThat(second.stream().map(t -> Tensors.shape(t.getRewards())[0]).distinct()).hasSize(1);
    assertThat(second.stream().map(t -> t.getAttributes().get("success")).distinct()).hasSize(1);
    assertThat(second.stream().map(t -> Tensors.floats(t.getObservations())[0]).distinct())
        .hasSize(3);
  }

  @Test
  void run_again_sameBytes() {
    worker(THREE::create, feed()).run();
    List<String> once = bytes();
    sink.trajectories.clear();
    worker(THREE::create, feed()).run();
    assertThat(bytes()).isEqualTo(once);
  }

  private List<String> bytes() {
    return sink.trajectories.stream().map(t -> Arrays.toString(RecordCodec.encode(t))).toList();
  }

  @Test
  void run_oneOfThreeAgents_hasNoSuffix() {
    EnvironmentFactory one =
        EnvironmentFactory.of(new ThreeTargetsProvider(), new ThreeTargets.Options(1));
    worker(one::create, feed()).run();
    assertThat(sink.groups()).hasSize(12).containsKey("w0-0");
    assertThat(sink.trajectories.get(0).getTrajectoryId()).isEqualTo("w0-0-0");
    assertThat(sink.trajectories.get(0).getAttributes()).doesNotContainKey("agent");
  }

  /** Its second agent is paid NaN in every step. */
  private record Unpaid(Dynamics inner) implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      return inner.spec();
    }

    @Override
    public int stateSize() {
      return inner.stateSize();
    }

    @Override
    public void reset(RandomSource random, double[] state) {
      inner.reset(random, state);
    }

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      inner.step(state, action, random, out);
      out.setReward(1, Double.NaN);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      inner.observe(state, observation);
    }
  }

  @Test
  void run_oneAgentFails_everyAgentsGroupEndsWithTheReason() {
    RolloutWorker worker =
        worker(() -> new SimulatedEnvironment(new Unpaid(new ThreeTargets(3))), feed());
    worker.run();
    assertThat(sink.trajectories).isEmpty();
    assertThat(sink.ends)
        .extracting(GroupEnd::getGroupId)
        .startsWith("w0-0-a0", "w0-0-a1", "w0-0-a2", "w0-1-a0");
    assertThat(sink.ends)
        .extracting(GroupEnd::getReason)
        .containsOnly("non-finite reward: member=0, agent=1, step=1, value=NaN");
    assertThat(worker.progress().abandonedGroups()).isEqualTo(sink.ends.size());
  }

  /** Two steps in which agent k earns k + 1 a step: 2, 4 and 6, whose mean is 4. */
  private static final class Wages implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      ActionSpace.Box one = ActionSpace.Box.unbounded(1);
      return new EnvironmentSpec("wages", one, one, 2, false, 3);
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public void reset(RandomSource random, double[] state) {}

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      for (int agent = 0; agent < 3; agent++) {
        out.setReward(agent, agent + 1);
      }
    }

    @Override
    public void observe(double[] state, float[] observation) {}
  }

  /** Offers {@link Wages}. */
  private static final class WagesProvider implements EnvironmentProvider<WagesProvider.Options> {
    record Options() {}

    @Override
    public String id() {
      return "wages";
    }

    @Override
    public String summary() {
      return "pays by agent";
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public int agents(Record options) {
      return 3;
    }

    @Override
    public Environment create(Options options) {
      return new SimulatedEnvironment(new Wages());
    }
  }

  @Test
  void evaluate_threeAgents_returnIsTheirMean() {
    FlowPolicy policy = TestPolicies.policy(1, 1);
    Acting acting = Acting.with(new Ode(), policy);
    EvaluationResult wages =
        new Evaluator(EnvironmentFactory.of(new WagesProvider(), new WagesProvider.Options()))
            .evaluate(policy, 100, 1, acting);
    assertThat(wages.episodes()).isEqualTo(100);
    assertThat(wages.meanReturn()).isCloseTo(4, within(1e-12));
    EvaluationResult targets = new Evaluator(THREE).evaluate(policy, 60, 1, acting);
    assertThat(targets.success()).isNotNull();
    assertThat(targets.meanReturn()).isNegative();
  }

  @Test
  void play_threeAgents_demonstratesAnEpisodeForEach() {
    Lineage version = new Lineage("p", 2, 5, null, "recipe", -1, 0);
    Demonstrator demonstrator =
        new Demonstrator(THREE, TestPolicies.policy(1, 1), version, 4, CLOCK);
    List<Trajectory> played = demonstrator.play(3);
    assertThat(played)
        .extracting(Trajectory::getTrajectoryId)
        .containsExactly("p-2-5-seed4-3-a0", "p-2-5-seed4-3-a1", "p-2-5-seed4-3-a2");
    for (Trajectory episode : played) {
      float[] seen = Tensors.floats(episode.getObservations());
      float[] acted = Tensors.floats(episode.getActions());
      float[] paid = Tensors.floats(episode.getRewards());
      for (int t = 0; t < paid.length; t++) {
        double miss = acted[t] - seen[t];
        assertThat(paid[t]).isEqualTo((float) (-miss * miss));
      }
    }
    assertThat(demonstrator.play(3)).isEqualTo(played);
  }
}
