package io.millrace.flow.pretraining;

import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.GradientStep;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.optimizer.Schedule;
import io.millrace.flow.optimizer.ScheduledOptimizer;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Trains a fresh policy on demonstrations by flow matching, a discrete flow by the cross-entropy of
 * its tokens: Adam, the rate falling to 0 along half a cosine. A function of its arguments alone.
 *
 * @param steps optimizer steps
 * @param batch rows a step
 * @param learningRate of the first step
 */
public record WarmStart(int steps, int batch, double learningRate) {
  private static final double MAX_GRADIENT_NORM = 1;

  /** Hears how training gets on. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A step was taken.
     *
     * @param step from 1
     * @param loss of the step's batch, before the step: the mean squared error of the velocity, or
     *     the cross-entropy of the tokens
     */
    void took(int step, double loss);
  }

  /** As {@link #train(FlowPolicySpec, Demonstrations, RandomSource, Listener)}, unheard. */
  public FlowPolicy train(FlowPolicySpec spec, Demonstrations data, RandomSource random) {
    return train(spec, data, random, (step, loss) -> {});
  }

  /** The policy that training begins with. */
  public static FlowPolicy untrained(FlowPolicySpec spec, RandomSource random) {
    return FlowPolicy.random(spec, random.split("weights"));
  }

  /**
   * The trained policy.
   *
   * @throws IllegalArgumentException where the demonstrations give a gradient that is not finite
   */
  public FlowPolicy train(
      FlowPolicySpec spec, Demonstrations data, RandomSource random, Listener listener) {
    FlowPolicy policy = untrained(spec, random);
    RandomSource draws = random.split("warm-start");
    float[] values = policy.model().parameters().values();
    float[] gradients = policy.model().parameters().gradients();
    GradientStep adam = new GradientStep(optimizer(), MAX_GRADIENT_NORM);
    OptimizerState state = adam.optimizer().start(values.length);
    PretrainingBatch rows = PretrainingBatch.of(batch, spec);
    Tape tape = new Tape();
    for (int step = 0; step < steps; step++) {
      rows.draw(data, draws);
      tape.reset();
      Value loss = rows.loss(tape, policy.model());
      tape.backward(loss);
      double norm = adam.take(values, gradients, state);
      if (!Double.isFinite(norm)) {
        throw new IllegalArgumentException(
            "expected a finite gradient, step=" + step + " norm=" + norm);
      }
      listener.took(step + 1, loss.item());
    }
    return policy;
  }

  private Optimizer optimizer() {
    return new ScheduledOptimizer(
        new Adam(learningRate, 0.9, 0.999, 1e-8), new Schedule.Cosine(steps, 0));
  }
}
