package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.measure.Work;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The gradient by the weights of a loss on the end point of Euler's chain, through all its steps:
 * {@code x = x + velocity(x, tau, observation) / steps}. No optimizer.
 */
public final class SamplerGradient implements Work {
  private static final int CONTEXT = 1 + Shapes.OBSERVATION;

  private final FlowModel model;
  private final int batch;
  private final float[] noise;
  private final float[] target;

  /** Step to [batch][tau, observation]. */
  private final float[][] context = new float[Shapes.FLOW_STEPS][];

  private final Tape tape = new Tape();

  /**
   * @param width of both hidden layers
   * @param batch rows
   */
  public SamplerGradient(int width, int batch) {
    this.batch = batch;
    model = Shapes.policy(width).model();
    noise = Shapes.gaussian(batch * Shapes.ACTION, 2);
    target = Shapes.gaussian(batch * Shapes.ACTION, 3);
    for (int k = 0; k < context.length; k++) {
      context[k] = Shapes.gaussian(batch * CONTEXT, 5);
      for (int row = 0; row < batch; row++) {
        context[k][row * CONTEXT] = (float) k / Shapes.FLOW_STEPS;
      }
    }
  }

  @Override
  public void once() {
    tape.reset();
    Value x = tape.input(noise, batch, Shapes.ACTION);
    for (float[] given : context) {
      Value input = tape.concat(x, tape.input(given, batch, CONTEXT));
      Value velocity = model.velocity().forward(tape, model.parameters(), input);
      x = tape.add(x, tape.affine(velocity, 1.0 / Shapes.FLOW_STEPS, 0));
    }
    Value difference = tape.subtract(x, tape.input(target, batch, Shapes.ACTION));
    tape.backward(tape.mean(tape.square(difference)));
  }
}
