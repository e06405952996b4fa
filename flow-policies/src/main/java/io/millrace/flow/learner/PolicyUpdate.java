package io.millrace.flow.learner;

import io.millrace.flow.Episode;
import io.millrace.flow.objective.Measurements;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.TransitionBatch;
import io.millrace.flow.optimizer.GradientStep;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** One update: some passes of minibatches over the rows of the pending groups. */
final class PolicyUpdate {
  /** Optimizer steps taken in an update. */
  static final String STEPS = "optimizer-steps";

  /** How far the first minibatch's likelihoods are from those that the behaviour policy wrote. */
  static final String FIRST_LOG_RATIO = "first-log-ratio-max";

  private static final String SKIPPED = "skipped-steps";

  private final LearnerSettings settings;
  private final Objective objective;
  private final GradientStep gradientStep;
  private final Tape tape = new Tape();

  PolicyUpdate(LearnerSettings settings, Objective objective, Optimizer optimizer) {
    this.settings = settings;
    this.objective = objective;
    this.gradientStep = new GradientStep(optimizer, settings.maxGradientNorm());
  }

  /** Learns from the pending records; they stay pending. */
  UpdateMetrics apply(LearnerState state) {
    FlowPolicySpec spec = state.policy.spec();
    TransitionBatch rows = TransitionRows.of(state.pending, spec, state.policy.sampler());
    if (state.reference != null) {
      rows.setReferenceVelocity(referenceVelocity(state, rows));
    }
    int[] order = new int[rows.rows()];
    Arrays.setAll(order, i -> i);
    int size = settings.minibatchRows() == 0 ? order.length : settings.minibatchRows();
    Measurements measured = new Measurements();
    int steps = 0;
    int skipped = 0;
    TransitionBatch batch = null;
    for (int pass = 0; pass < settings.passes(); pass++) {
      if (size < order.length) {
        state.random.shuffle(order);
      }
      for (int from = 0; from < order.length; from += size) {
        int count = Math.min(size, order.length - from);
        if (count == order.length) {
          batch = rows;
        } else {
          if (batch == null || batch.rows() != count) {
            batch = new TransitionBatch(count, spec.actionSize(), spec.observationSize());
          }
          batch.gather(rows, order, from);
        }
        if (step(state, batch, measured)) {
          steps++;
        } else {
          skipped++;
        }
        if (steps + skipped == 1) {
          measured.max(FIRST_LOG_RATIO, measured.maximum("log-ratio-max"));
        }
      }
    }
    return metrics(state, measured.values(), steps, skipped);
  }

  /** False where the gradient was not finite: parameters and optimizer are then untouched. */
  private boolean step(LearnerState state, TransitionBatch batch, Measurements measured) {
    Parameters parameters = state.policy.model().parameters();
    float[] gradients = parameters.gradients();
    Arrays.fill(gradients, 0f);
    tape.reset();
    Value loss =
        objective.loss(tape, state.policy.model(), state.policy.sampler(), batch, measured);
    tape.backward(loss);
    double norm = gradientStep.take(parameters.values(), gradients, state.optimizer);
    if (!Double.isFinite(norm)) {
      return false;
    }
    measured.mean("gradient-norm", norm);
    return true;
  }

  private static float[] referenceVelocity(LearnerState state, TransitionBatch rows) {
    FlowModel model = state.policy.model();
    Parameters reference = model.parameters().copy();
    System.arraycopy(state.reference, 0, reference.values(), 0, state.reference.length);
    Forward velocity = model.velocity().inference(reference, rows.rows());
    rows.fillVelocityInput(velocity.input());
    return velocity.run();
  }

  private static UpdateMetrics metrics(
      LearnerState state, Map<String, Double> measured, int steps, int skipped) {
    int trajectories = 0;
    double returns = 0;
    int judged = 0;
    int successes = 0;
    Map<Long, Long> staleness = new TreeMap<>();
    for (LearnerInput input : state.pending) {
      if (input.correction()) {
        continue;
      }
      for (LearnerInput.Member member : input.members()) {
        Episode episode = member.episode();
        trajectories++;
        returns += episode.totalReward();
        state.envSteps += episode.steps();
        judged += episode.success() == null ? 0 : 1;
        successes += Boolean.TRUE.equals(episode.success()) ? 1 : 0;
        staleness.merge(state.version - episode.policyVersion(), 1L, Long::sum);
      }
    }
    Map<String, Double> values = new TreeMap<>(measured);
    values.put(STEPS, (double) steps);
    values.put(SKIPPED, (double) skipped);
    values.values().removeIf(value -> !Double.isFinite(value));
    return new UpdateMetrics(
        state.updates,
        state.version,
        trajectories,
        state.envSteps,
        returns / trajectories,
        judged == 0 ? null : (double) successes / judged,
        staleness,
        values);
  }
}
