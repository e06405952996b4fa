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
import java.util.HashMap;
import java.util.Map;

/**
 * Plays whole episodes with one version of a policy, without exploration (the ODE from noise to
 * action), for other policies to imitate. Belongs to one thread.
 */
public final class Demonstrator {
  private final Environment environment;
  private final Lineage version;
  private final Actor actor;
  private final FlowSample sample;
  private final long seed;
  private final InstantSource clock;
  private final GrowingFloats observations = new GrowingFloats();
  private final GrowingFloats actions = new GrowingFloats();
  private final GrowingFloats rewards = new GrowingFloats();

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
    PolicyFit.check(this.environment.spec(), policy.spec());
    this.version = version;
    this.actor = Actor.of(policy, Acting.with(new Ode(), policy), 1);
    this.sample = actor.newSample();
    this.seed = seed;
    this.clock = clock;
  }

  /** Plays episode number {@code n}. The same number gives the same record, but for the times. */
  public Trajectory play(long n) {
    RandomSource random = RandomStreams.of(seed, environment.spec().id(), "demonstration").split(n);
    long episodeSeed = random.split("environment").nextLong();
    RandomSource noise = random.split("action");
    StepResult result = new StepResult(environment.spec().observationSize());
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
    return record(id, episodeSeed, result).setStartedAtMs(startedAtMs).build();
  }

  private void begin(long episodeSeed, StepResult first) {
    observations.clear();
    actions.clear();
    rewards.clear();
    environment.reset(episodeSeed, first.observation());
    observations.add(first.observation(), 0, first.observation().length);
  }

  private void note(StepResult result) {
    actions.add(sample.actions(), 0, sample.actions().length);
    rewards.add((float) result.reward());
    observations.add(result.observation(), 0, result.observation().length);
  }

  private Trajectory.Builder record(String id, long episodeSeed, StepResult last) {
    EnvironmentSpec spec = environment.spec();
    Map<String, String> attributes = new HashMap<>(environment.attributes());
    Boolean success = environment.success();
    if (success != null) {
      attributes.put("success", success.toString());
    }
    Tensor rewarded = column(rewards);
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
        .setObservations(Tensors.of(observations.toArray(), steps + 1, spec.observationSize()))
        .setActions(Tensors.of(actions.toArray(), steps, spec.actionSize()))
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
}
