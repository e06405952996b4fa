package io.millrace.flow.learner;

import io.millrace.flow.Episode;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.LossScope;
import io.millrace.flow.objective.Measurements;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.ReferenceDistance;
import io.millrace.flow.objective.UpdateScope;
import io.millrace.flow.optimizer.GradientStep;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.policy.FlowModel;
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
  private final ReferenceDistance distance = new ReferenceDistance();
  private FlowModel first;

  PolicyUpdate(LearnerSettings settings, Objective objective, Optimizer optimizer) {
    this.settings = settings;
    this.objective = objective;
    this.gradientStep = new GradientStep(optimizer, settings.maxGradientNorm());
  }

  /** Learns from the pending records; they stay pending. */
  UpdateMetrics apply(LearnerState state) {
    ActionBatch rows = ActionRows.of(state.pending, state.policy.spec());
    FlowModel reference = reference(state);
    int[] order = new int[rows.rows()];
    Arrays.setAll(order, i -> i);
    boolean whole = settings.minibatchRows() == 0 || objective.wholeGroups();
    int size = whole ? order.length : Math.min(settings.minibatchRows(), order.length);
    Measurements measured = new Measurements();
    int steps = 0;
    int skipped = 0;
    ActionBatch batch = null;
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
            batch = rows.ofRows(count);
          }
          batch.gather(rows, order, from);
        }
        if (step(scope(state, reference, batch, measured), state)) {
          steps++;
        } else {
          skipped++;
        }
        if (steps + skipped == 1) {
          measured.max(FIRST_LOG_RATIO, measured.maximum("log-ratio-max"));
        }
      }
    }
    distance.measure(scope(state, reference, rows, measured));
    ActionSpread.measure(rows, measured);
    if (objective.between(
        new UpdateScope(state.policy, state.optimizer, state.random, measured),
        state.updates + 1,
        rows)) {
      state.oldestUsable = state.version + 1;
    }
    return metrics(state, measured.values(), steps, skipped);
  }

  private LossScope scope(
      LearnerState state, FlowModel reference, ActionBatch batch, Measurements measured) {
    return LossScope.of(
        tape, state.policy, reference, batch, state.random, measured, state.updates);
  }

  /** False where the gradient was not finite: parameters and optimizer are then untouched. */
  private boolean step(LossScope scope, LearnerState state) {
    Parameters parameters = state.policy.model().parameters();
    float[] gradients = parameters.gradients();
    Arrays.fill(gradients, 0f);
    tape.reset();
    Value loss = objective.loss(scope);
    tape.backward(loss);
    double norm = gradientStep.take(parameters.values(), gradients, state.optimizer);
    if (!Double.isFinite(norm)) {
      return false;
    }
    scope.measured().mean("gradient-norm", norm);
    return true;
  }

  private FlowModel reference(LearnerState state) {
    if (first == null || first.parameters().size() != state.reference.length) {
      first = state.policy.model().over(state.policy.model().parameters().copy());
    }
    System.arraycopy(state.reference, 0, first.parameters().values(), 0, state.reference.length);
    return first;
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
