package io.millrace.job.learner;

import io.millrace.flow.learner.Learner;
import io.millrace.flow.learner.LearnerSettings;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.KlPenalty;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.job.Samples;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An advantages log as workers with version 1 would have caused it, and a learner for it. */
public final class AdvantageLog {
  public static final String TOPIC = "millrace.advantages";
  private static final int MEMBERS = 4;
  private static final FlowPolicySpec SPEC =
      new FlowPolicySpec(
          Samples.OBSERVATIONS,
          Samples.ACTIONS,
          List.of(8),
          "silu",
          Samples.FLOW_STEPS,
          new SamplerSpec("flow-sde", 0.7, 0, 0),
          new float[] {0},
          new float[] {1});

  private AdvantageLog() {}

  /** Version 1: random weights. */
  public static byte[] firstArtifact() {
    return FlowPolicy.random(SPEC, new RandomSource(7))
        .toArtifact(new Lineage(Samples.POLICY, 1, 1, null, "hash", -1, 0));
  }

  /** A learner that makes a version of every two groups and never finds one stale. */
  public static LearnerPlan plan() {
    return new LearnerPlan(Samples.SHAPE, firstArtifact(), AdvantageLog::learner);
  }

  private static Learner learner() {
    return new Learner(
        new LearnerSettings(Samples.POLICY, 1, "hash", 2, 2, 5, 1000, 0, 1, 100, 1.0, 3, 1e-6),
        new FlowGrpo(0.2, 0.0, KlPenalty.EXACT, LogProbReduction.SUM),
        new Adam(0.003, 0.9, 0.999, 1e-8));
  }

  /** This many groups, at offsets from 0. */
  public static List<RawRecord> groups(int count) {
    FlowPolicy policy = FlowPolicy.fromArtifact(firstArtifact());
    RandomSource random = new RandomSource(11);
    List<RawRecord> log = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      log.add(raw(i, RecordCodec.encode(group("g" + i, policy, random))));
    }
    return log;
  }

  /** These bytes at this offset of the log, under the policy's key. */
  public static RawRecord raw(long offset, byte[] value) {
    byte[] key = Samples.POLICY.getBytes(StandardCharsets.UTF_8);
    return new RawRecord(TOPIC, 0, offset, 1000 + offset, key, value);
  }

  private static AdvantageRecord group(String id, FlowPolicy policy, RandomSource random) {
    List<AdvantageMember> members = new ArrayList<>(MEMBERS);
    for (int i = 0; i < MEMBERS; i++) {
      float reward = (float) random.nextGaussian();
      float[] each = {reward, reward, reward};
      members.add(
          new AdvantageMember(
              trajectory(id, i, reward, policy, random),
              Tensors.of(each, Samples.STEPS),
              Tensors.of(each, Samples.STEPS),
              0,
              (long) i,
              10L));
    }
    return new AdvantageRecord(AdvantageKind.GROUP, id, id, Samples.POLICY, 1L, members);
  }

  private static Trajectory trajectory(
      String group, int index, float reward, FlowPolicy policy, RandomSource random) {
    int steps = Samples.STEPS;
    float[] observations = new float[(steps + 1) * Samples.OBSERVATIONS];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = (float) random.nextGaussian();
    }
    FlowSample sample = new FlowSample(steps, SPEC);
    float[] rows = new float[steps * Samples.OBSERVATIONS];
    System.arraycopy(observations, 0, rows, 0, rows.length);
    new FlowActor(policy, Acting.exploring(policy), steps).act(rows, random, sample);
    int k = Samples.FLOW_STEPS;
    return Samples.trajectory(group, index, MEMBERS, reward)
        .setObservations(Tensors.of(observations, steps + 1, Samples.OBSERVATIONS))
        .setActions(Tensors.of(sample.actions().clone(), steps, 1))
        .setLogProbs(Tensors.of(sample.logProbs().clone(), steps, k - 1, 1))
        .setLatentPath(Tensors.of(sample.latentPath().clone(), steps, k + 1, 1))
        .build();
  }
}
