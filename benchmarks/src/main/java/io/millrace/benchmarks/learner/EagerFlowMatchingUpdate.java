package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.measure.Work;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** The work of {@link FlowMatchingUpdate}, operation by operation in ND4J on one thread. */
public final class EagerFlowMatchingUpdate implements Work {
  private final INDArray parameters;
  private final INDArray gradients;
  private final AdamUpdater adam;
  private final List<EagerLayer> layers;
  private final INDArray noise;
  private final INDArray action;
  private final INDArray tau;
  private final INDArray input;
  private final INDArray inputAction;
  private final INDArray firstGradient;
  private final INDArray secondGradient;
  private int iteration;

  /**
   * @param width of both hidden layers
   * @param batch rows
   */
  public EagerFlowMatchingUpdate(int width, int batch) {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    int first = EagerLayer.size(Shapes.INPUT, width);
    int second = EagerLayer.size(width, width);
    int size = first + second + EagerLayer.size(width, Shapes.ACTION);
    // Column-major [in][out] here and [out][in] as written there are the same numbers in a row.
    parameters = Nd4j.create(Shapes.written(Shapes.policy(width).model().parameters()), 1, size);
    gradients = Nd4j.create(DataType.FLOAT, 1, size);
    layers =
        List.of(
            layer(0, Shapes.INPUT, width, batch, true),
            layer(first, width, width, batch, true),
            layer(first + second, width, Shapes.ACTION, batch, false));
    adam = new AdamUpdater(new Adam(1e-3, 0.9, 0.999, 1e-8));
    adam.setStateViewArray(
        Nd4j.create(DataType.FLOAT, 1, 2L * size), new long[] {1, size}, 'f', true);
    noise = Nd4j.create(Shapes.gaussian(batch * Shapes.ACTION, 2), batch, Shapes.ACTION).dup('f');
    action = Nd4j.create(Shapes.gaussian(batch * Shapes.ACTION, 3), batch, Shapes.ACTION).dup('f');
    tau = Nd4j.create(Shapes.uniform(batch, 4), batch, 1);
    input = Nd4j.create(DataType.FLOAT, new long[] {batch, Shapes.INPUT}, 'f');
    inputAction = columns(0, Shapes.ACTION);
    columns(Shapes.ACTION, Shapes.ACTION + 1).assign(tau);
    columns(Shapes.ACTION + 1, Shapes.INPUT)
        .assign(
            Nd4j.create(Shapes.gaussian(batch * Shapes.OBSERVATION, 5), batch, Shapes.OBSERVATION));
    firstGradient = Nd4j.create(DataType.FLOAT, new long[] {batch, width}, 'f');
    secondGradient = Nd4j.create(DataType.FLOAT, new long[] {batch, width}, 'f');
  }

  private EagerLayer layer(int offset, int in, int out, int rows, boolean activated) {
    return new EagerLayer(parameters, gradients, offset, in, out, rows, activated);
  }

  private INDArray columns(int from, int to) {
    return input.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** The weights, as {@link Shapes#written} tells those of {@link FlowMatchingUpdate}. */
  float[] parameters() {
    return parameters.toFloatVector();
  }

  @Override
  public void once() {
    INDArray target = action.sub(noise);
    inputAction.assign(target.mulColumnVector(tau).addi(noise));
    INDArray x = input;
    for (EagerLayer layer : layers) {
      x = layer.forward(x);
    }
    INDArray outputGradient = x.sub(target).muli(2.0 / target.length());
    layers.get(2).backward(outputGradient, secondGradient);
    layers.get(1).backward(secondGradient, firstGradient);
    layers.get(0).backward(firstGradient, null);
    adam.applyUpdater(gradients, iteration++, 0);
    parameters.subi(gradients);
  }
}
