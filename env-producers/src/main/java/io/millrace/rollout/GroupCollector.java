package io.millrace.rollout;

import io.millrace.env.ActionChunks;
import io.millrace.env.AutoReset;
import io.millrace.env.Environment;
import io.millrace.env.RandomStreams;
import io.millrace.env.VectorEnvironment;
import io.millrace.flow.exploration.NoiseProposal;
import io.millrace.flow.exploration.NoiseSearch;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.StartNoise;
import io.millrace.flow.random.RandomSource;
import io.millrace.schema.Trajectory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one group at a time: members that start from the same seed, and so from the same state, and
 * differ by the policy's noise alone. All members are stepped together, with one call of the policy
 * for all of them. Belongs to one thread.
 *
 * <p>Each agent of an environment is a trajectory of its own, and the same agent of all members is
 * a group: {@code n} agents give {@code n} groups of {@code groupSize}. What is told of the whole
 * environment, such as success, every agent's trajectory tells.
 */
final class GroupCollector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCollector.class);

  private final RolloutSettings settings;
  private final Supplier<Environment> environments;
  private final InstantSource clock;
  private VectorEnvironment members;
  private int agents;
  private ActingPolicy acting;
  private Actor actor;
  private FlowSample sample;
  private List<MemberRecorder> recorders;
  private long[] endedAtMs;
  private StartSearch starts;
  private NoiseProposal proposal;

  GroupCollector(
      RolloutSettings settings, Supplier<Environment> environments, InstantSource clock) {
    this.settings = settings;
    this.environments = environments;
    this.clock = clock;
  }

  /**
   * Acts with this version from the next group on.
   *
   * @throws IllegalArgumentException if the policy does not fit the environment
   */
  void use(ActingPolicy policy) {
    if (acting != null && acting.version() == policy.version()) {
      return;
    }
    FlowPolicySpec spec = policy.policy().spec();
    if (members == null) {
      members = create();
    }
    PolicyFit.check(members.spec(), spec);
    acting = policy;
    agents = members.agents();
    actor = Actor.of(policy.policy(), Acting.exploring(policy.policy()), members.rows());
    sample = actor.newSample();
    recorders = Stream.generate(() -> new MemberRecorder(spec)).limit(members.rows()).toList();
    endedAtMs = new long[members.rows()];
    searchStarts(policy.policy());
  }

  /** How many groups a play brings. Known once a policy is in use. */
  int agents() {
    return agents;
  }

  private void searchStarts(FlowPolicy policy) {
    NoiseSearch search = policy.spec().exploration().noiseSearch();
    if (search == null) {
      return;
    }
    if (starts == null) {
      starts = new StartSearch(search, environments);
    }
    starts.use(policy);
  }

  /**
   * Makes play number {@code n}. The same version, settings and number give the same bytes, but for
   * the times.
   *
   * @param stop asked before every step; true abandons the group
   * @throws GroupAbandonedException if a member cannot reach its end; the reason is its message
   */
  CollectedGroup collect(long n, String groupId, BooleanSupplier stop)
      throws GroupAbandonedException {
    RandomSource random =
        RandomStreams.of(settings.runSeed(), settings.workerId(), "group").split(n);
    long seed = random.split("environment").nextLong();
    long startedAtMs = clock.millis();
    try {
      actor.begin(n);
      propose(seed, random.split("noise-search"));
      play(seed, random.split("action"), stop);
      return export(groupId, seed, startedAtMs);
    } catch (GroupAbandonedException e) {
      close();
      throw e;
    } catch (RuntimeException e) {
      close();
      throw new GroupAbandonedException("environment failed: " + e, e);
    }
  }

  /**
   * Ends the environments, whatever state they are in; a group after that gets new ones. What
   * cannot be closed is logged: the groups that were played are whole all the same.
   */
  @Override
  public void close() {
    VectorEnvironment ended = members;
    members = null;
    for (AutoCloseable environments : Arrays.asList(ended, starts)) {
      try {
        if (environments != null) {
          environments.close();
        }
      } catch (Exception e) {
        LOG.warn("environments of worker {} could not be closed", settings.workerId(), e);
      }
    }
  }

  private void propose(long seed, RandomSource random) {
    if (starts != null) {
      proposal = starts.search(seed, random);
      actor.startFrom((row, draws, out, at, size) -> proposal.sample(draws, out, at));
    }
  }

  private void play(long seed, RandomSource noise, BooleanSupplier stop)
      throws GroupAbandonedException {
    if (members == null) {
      members = create();
    }
    members.reset(seed);
    int running = members.rows();
    for (int row = 0; row < members.rows(); row++) {
      checkObservation(row, 0);
      recorders.get(row).start(members.observations(), row);
    }
    while (running > 0) {
      if (stop.getAsBoolean()) {
        throw new GroupAbandonedException("worker stopped");
      }
      noteValues(members::running);
      actor.act(members.observations(), noise, sample);
      actor.startFrom(StartNoise.STANDARD); // what was searched was the first decision's
      running -= step();
    }
  }

  /** Notes the value of what these members see. */
  private void noteValues(IntPredicate rows) {
    float[] values = actor.values(members.observations());
    for (int row = 0; row < members.rows(); row++) {
      if (rows.test(row)) {
        recorders.get(row).valued(values, row);
      }
    }
  }

  private VectorEnvironment create() {
    return VectorEnvironment.of(environments, settings.groupSize(), AutoReset.NONE);
  }

  /** One step of every running member; returns how many reached their end. */
  private int step() throws GroupAbandonedException {
    boolean[] stepping = new boolean[members.rows()];
    for (int row = 0; row < members.rows(); row++) {
      stepping[row] = members.running(row);
      if (stepping[row]) {
        recorders.get(row).decided(sample, row);
      }
    }
    members.step(sample.actions());
    int ended = 0;
    for (int row = 0; row < members.rows(); row++) {
      if (stepping[row]) {
        MemberRecorder recorder = recorders.get(row);
        recorder.answered(finiteReward(row), members.observations(), row);
        recorder.earned(members.actionRewards(), row);
        checkObservation(row, recorder.steps());
        if (members.done(row)) {
          endedAtMs[row] = clock.millis();
          ended++;
        }
      }
    }
    if (ended > 0) {
      noteValues(row -> stepping[row] && members.done(row));
    }
    return ended;
  }

  private float finiteReward(int row) throws GroupAbandonedException {
    float reward = (float) members.rewards()[row];
    if (!Float.isFinite(reward)) {
      throw new GroupAbandonedException(
          "non-finite reward: %s, step=%d, value=%s"
              .formatted(place(row), recorders.get(row).steps() + 1, members.rewards()[row]));
    }
    return reward;
  }

  private void checkObservation(int row, int step) throws GroupAbandonedException {
    int size = members.spec().observationSize();
    for (int i = 0; i < size; i++) {
      float value = members.observations()[row * size + i];
      if (!Float.isFinite(value)) {
        throw new GroupAbandonedException(
            "non-finite observation: %s, step=%d, index=%d, value=%s"
                .formatted(place(row), step, i, value));
      }
    }
  }

  private String place(int row) {
    String member = "member=" + row / agents;
    return agents == 1 ? member : member + ", agent=" + row % agents;
  }

  private CollectedGroup export(String groupId, long seed, long startedAtMs) {
    List<Trajectory> trajectories = new ArrayList<>(members.rows());
    long steps = 0;
    for (int agent = 0; agent < agents; agent++) {
      String agentGroup = AgentIds.of(groupId, agent, agents);
      for (int member = 0; member < settings.groupSize(); member++) {
        int row = member * agents + agent;
        Trajectory trajectory = export(agentGroup, seed, startedAtMs, row);
        trajectories.add(trajectory);
        steps += envSteps(trajectory, recorders.get(row).steps());
      }
    }
    return new CollectedGroup(trajectories, steps);
  }

  private Trajectory export(String groupId, long seed, long startedAtMs, int row) {
    MemberRecorder recorder = recorders.get(row);
    int member = row / agents;
    Trajectory.Builder record =
        Trajectory.newBuilder()
            .setTrajectoryId(groupId + "-" + member)
            .setGroupId(groupId)
            .setMemberIndex(member)
            .setGroupSize(settings.groupSize())
            .setPolicyId(settings.policyId())
            .setEpoch(settings.epoch())
            .setPolicyVersion(acting.version())
            .setEnvironment(members.spec().id())
            .setSeed(seed)
            .setWorkerId(settings.workerId())
            .setTerminated(members.terminated()[row])
            .setTruncated(members.truncated()[row])
            .setStartedAtMs(startedAtMs)
            .setEndedAtMs(endedAtMs[row])
            .setAttributes(attributes(row));
    recorder.write(record);
    return record.build();
  }

  private static int envSteps(Trajectory trajectory, int decisions) {
    String inner = trajectory.getAttributes().get(ActionChunks.ENV_STEPS);
    return inner == null ? decisions : Integer.parseInt(inner);
  }

  private Map<String, String> attributes(int row) {
    Map<String, String> attributes = new HashMap<>(members.attributes(row));
    if (agents > 1) {
      attributes.put(AgentIds.ATTRIBUTE, Integer.toString(row % agents));
    }
    if (proposal != null) {
      attributes.put("startNoiseMean", Arrays.toString(proposal.mean()));
      attributes.put("startNoiseStd", Arrays.toString(proposal.std()));
    }
    Boolean success = members.success(row);
    if (success != null) {
      attributes.put("success", success.toString());
    }
    return attributes;
  }
}
