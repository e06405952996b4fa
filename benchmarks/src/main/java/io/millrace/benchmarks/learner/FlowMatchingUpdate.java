package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.measure.Work;
import io.millrace.flow.objective.FlowMatching;
import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.Tape;

/** One update of a velocity network by flow matching on a fixed batch: loss, gradient, Adam. */
public final class FlowMatchingUpdate implements Work {
  private final FlowModel model;
  private final float[] noise;
  private final float[] action;
  private final float[] tau;
  private final float[] observation;
  private final Adam adam = new Adam(1e-3, 0.9, 0.999, 1e-8);
  private final OptimizerState state;
  private final Tape tape = new Tape();

  /**
   * @param width of both hidden layers
   * @param batch rows
   */
  public FlowMatchingUpdate(int width, int batch) {
    model = Shapes.policy(width).model();
    noise = Shapes.gaussian(batch * Shapes.ACTION, 2);
    action = Shapes.gaussian(batch * Shapes.ACTION, 3);
    tau = Shapes.uniform(batch, 4);
    observation = Shapes.gaussian(batch * Shapes.OBSERVATION, 5);
    state = adam.start(model.parameters().size());
  }

  /** The weights, as {@link Shapes#written} tells them. */
  float[] parameters() {
    return Shapes.written(model.parameters());
  }

  @Override
  public void once() {
    tape.reset();
    tape.backward(FlowMatching.loss(tape, model, noise, action, tau, observation));
    adam.step(model.parameters().values(), model.parameters().gradients(), state);
  }
}
