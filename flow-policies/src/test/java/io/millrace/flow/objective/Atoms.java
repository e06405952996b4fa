package io.millrace.flow.objective;

import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.GradientStep;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.optimizer.Schedule;
import io.millrace.flow.optimizer.ScheduledOptimizer;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Tape;
import java.util.List;

/** Actions -1, 0, 1 in equal shares with rewards 0, 1, 2: what a weighted objective makes of it. */
final class Atoms {
  private static final int STEPS = 1_500;
  private static final int ROWS = 192;
  private static final int SAMPLES = 4_000;

  private Atoms() {}

  /** What training begins with. */
  static FlowPolicy untrained(Objective objective, long seed) {
    return FlowPolicy.random(spec(objective), new RandomSource(seed));
  }

  static FlowPolicy train(Objective objective, long seed) {
    FlowPolicy policy = untrained(objective, seed);
    FlowPolicy reference = untrained(objective, seed);
    float[] actions = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      actions[row] = row % 3 - 1;
    }
    ActionBatch batch = ClosedFormScope.actions(1, actions);
    for (int row = 0; row < ROWS; row++) {
      batch.advantage[row] = row % 3;
    }
    GradientStep adam =
        new GradientStep(
            new ScheduledOptimizer(new Adam(0.01, 0.9, 0.999, 1e-8), new Schedule.Cosine(STEPS, 0)),
            1);
    float[] values = policy.model().parameters().values();
    OptimizerState state = adam.optimizer().start(values.length);
    RandomSource random = new RandomSource(seed + 1);
    Tape tape = new Tape();
    for (int step = 0; step < STEPS; step++) {
      tape.reset();
      LossScope scope =
          LossScope.of(
              tape, policy, reference.model(), batch, random, new Measurements(), step + 1);
      tape.backward(objective.loss(scope));
      adam.take(values, policy.model().parameters().gradients(), state);
    }
    return policy;
  }

  private static FlowPolicySpec spec(Objective objective) {
    List<PartSpec> parts = objective.parts();
    return new FlowPolicySpec(
        0,
        1,
        List.of(48, 48),
        "silu",
        40,
        SamplerSpec.ODE,
        new float[1],
        new float[] {1},
        null,
        1,
        null,
        null,
        parts);
  }

  /** The share of samples next to each atom. */
  static double[] shares(FlowPolicy policy, long seed) {
    FlowActor actor = new FlowActor(policy, Acting.with(new Ode(), policy), SAMPLES);
    FlowSample sample = actor.newSample();
    actor.act(new float[0], new RandomSource(seed + 2), sample);
    double[] shares = new double[3];
    for (float action : sample.actions()) {
      shares[Math.max(0, Math.min(2, Math.round(action) + 1))] += 1.0 / SAMPLES;
    }
    return shares;
  }
}
