package io.millrace.flow.optimizer;

import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Fits parameters to a loss: Adam, the rate falling to 0 along half a cosine, gradients no longer
 * than 1.
 *
 * @param steps optimizer steps
 * @param learningRate of the first step
 */
public record CosineFit(int steps, double learningRate) {
  private static final double MAX_GRADIENT_NORM = 1;

  /** Hears how it gets on. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A step was taken.
     *
     * @param step from 1
     * @param loss over the step's batch, before the step
     */
    void took(int step, double loss);
  }

  /**
   * Changes the parameters, from what they are.
   *
   * @param loss records a batch's loss on the tape, 1 x 1; asked once a step
   * @throws IllegalArgumentException where the data give a gradient that is not finite
   */
  public void run(Parameters parameters, Function<Tape, Value> loss, Listener listener) {
    GradientStep adam = new GradientStep(optimizer(), MAX_GRADIENT_NORM);
    OptimizerState state = adam.optimizer().start(parameters.size());
    Tape tape = new Tape();
    Arrays.fill(parameters.gradients(), 0f); // what the loss does not reach stays as it is
    for (int step = 0; step < steps; step++) {
      tape.reset();
      Value error = loss.apply(tape);
      tape.backward(error);
      double norm = adam.take(parameters.values(), parameters.gradients(), state);
      if (!Double.isFinite(norm)) {
        throw new IllegalArgumentException(
            "expected a finite gradient, step=" + step + " norm=" + norm);
      }
      listener.took(step + 1, error.item());
    }
  }

  private Optimizer optimizer() {
    return new ScheduledOptimizer(
        new Adam(learningRate, 0.9, 0.999, 1e-8), new Schedule.Cosine(steps, 0));
  }
}
