package io.millrace.rollout;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.RandomStreams;
import io.millrace.env.StepResult;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plays whole episodes with one version of a policy, without exploration (the ODE from noise to
 * action), for other policies to imitate. Every agent of an environment is an example of its own.
 * Belongs to one thread.
 */
public final class Demonstrator implements AutoCloseable {
  private final Environment environment;
  private final EnvironmentSpec spec;
  private final Lineage version;
  private final Actor actor;
  private final FlowSample sample;
  private final long seed;
  private final InstantSource clock;
  private final List<Episode> episodes;

  /** What one agent saw, did and got. */
  private record Episode(GrowingFloats observations, GrowingFloats actions, GrowingFloats rewards) {
    Episode() {
      this(new GrowingFloats(), new GrowingFloats(), new GrowingFloats());
    }

    void clear() {
      observations.clear();
      actions.clear();
      rewards.clear();
    }
  }

  /**
   * @param version which version the policy is
   * @param seed of all episodes and of the policy's noise
   * @throws IllegalArgumentException if the policy does not fit the environment
   */
  public Demonstrator(
      EnvironmentFactory environment,
      FlowPolicy policy,
      Lineage version,
      long seed,
      InstantSource clock) {
    this.environment = environment.create();
    this.spec = this.environment.spec();
    try {
      PolicyFit.check(spec, policy.spec());
    } catch (IllegalArgumentException e) {
      this.environment.close();
      throw e;
    }
    this.version = version;
    this.episodes = Stream.generate(Episode::new).limit(spec.agents()).toList();
    this.actor = Actor.of(policy, Acting.with(new Ode(), policy), spec.agents());
    this.sample = actor.newSample();
    this.seed = seed;
    this.clock = clock;
  }

  /**
   * Plays episode number {@code n}. The same number gives the same records, but for the times.
   *
   * @return one for each agent
   */
  public List<Trajectory> play(long n) {
    RandomSource random = RandomStreams.of(seed, spec.id(), "demonstration").split(n);
    long episodeSeed = random.split("environment").nextLong();
    RandomSource noise = random.split("action");
    StepResult result = StepResult.of(spec);
    long startedAtMs = clock.millis();
    begin(episodeSeed, result);
    do {
      actor.act(result.observation(), noise, sample);
      environment.step(sample.actions(), result);
      note(result);
    } while (!result.done());
    String id =
        "%s-%d-%d-seed%d-%d"
            .formatted(version.policyId(), version.epoch(), version.version(), seed, n);
    List<Trajectory> records = new ArrayList<>(episodes.size());
    for (int agent = 0; agent < episodes.size(); agent++) {
      String agentId = AgentIds.of(id, agent, spec.agents());
      records.add(record(agentId, agent, episodeSeed, result).setStartedAtMs(startedAtMs).build());
    }
    return records;
  }

  private void begin(long episodeSeed, StepResult first) {
    episodes.forEach(Episode::clear);
    environment.reset(episodeSeed, first.observation());
    observe(first);
  }

  private void note(StepResult result) {
    for (int agent = 0; agent < episodes.size(); agent++) {
      Episode episode = episodes.get(agent);
      episode.actions.add(sample.actions(), agent * spec.actionSize(), spec.actionSize());
      episode.rewards.add((float) result.reward(agent));
    }
    observe(result);
  }

  private void observe(StepResult result) {
    int size = spec.observationSize();
    for (int agent = 0; agent < episodes.size(); agent++) {
      episodes.get(agent).observations.add(result.observation(), agent * size, size);
    }
  }

  private Trajectory.Builder record(String id, int agent, long episodeSeed, StepResult last) {
    Map<String, String> attributes = new HashMap<>(environment.attributes());
    if (spec.agents() > 1) {
      attributes.put(AgentIds.ATTRIBUTE, Integer.toString(agent));
    }
    Boolean success = environment.success();
    if (success != null) {
      attributes.put("success", success.toString());
    }
    Episode episode = episodes.get(agent);
    Tensor rewarded = column(episode.rewards);
    int steps = rewarded.getShape().get(0);
    return Trajectory.newBuilder()
        .setTrajectoryId(id)
        .setGroupId(id)
        .setMemberIndex(0)
        .setGroupSize(1)
        .setPolicyId(version.policyId())
        .setEpoch(version.epoch())
        .setPolicyVersion(version.version())
        .setEnvironment(spec.id())
        .setSeed(episodeSeed)
        .setObservations(
            Tensors.of(episode.observations.toArray(), steps + 1, spec.observationSize()))
        .setActions(Tensors.of(episode.actions.toArray(), steps, spec.actionSize()))
        .setRewards(rewarded)
        .setTerminated(last.terminated())
        .setTruncated(last.truncated())
        .setEndedAtMs(clock.millis())
        .setAttributes(attributes);
  }

  private static Tensor column(GrowingFloats values) {
    float[] all = values.toArray();
    return Tensors.of(all, all.length, 1);
  }

  @Override
  public void close() {
    environment.close();
  }
}
