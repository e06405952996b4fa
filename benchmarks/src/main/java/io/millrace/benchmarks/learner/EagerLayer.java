package io.millrace.benchmarks.learner;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Swish;
import org.nd4j.linalg.api.ops.impl.transforms.strict.SwishDerivative;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A fully connected layer with SiLU or none, operation by operation in ND4J, as its eager users
 * write it at their best: views of flat vectors, column-major matrices, results into given arrays.
 */
final class EagerLayer {
  private final INDArray weight;
  private final INDArray bias;
  private final INDArray weightGradient;
  private final INDArray biasGradient;
  private final INDArray before;
  private final INDArray after;
  private final INDArray slope;
  private INDArray input;

  /**
   * @param parameters [1][all], this layer's from offset on: [in][out], then [1][out]
   * @param gradients as the parameters
   */
  EagerLayer(
      INDArray parameters,
      INDArray gradients,
      int offset,
      int in,
      int out,
      int rows,
      boolean activated) {
    weight = view(parameters, offset, in, out);
    bias = view(parameters, offset + in * out, 1, out);
    weightGradient = view(gradients, offset, in, out);
    biasGradient = view(gradients, offset + in * out, 1, out);
    before = Nd4j.create(DataType.FLOAT, new long[] {rows, out}, 'f');
    after = activated ? Nd4j.create(DataType.FLOAT, new long[] {rows, out}, 'f') : before;
    slope = activated ? Nd4j.create(DataType.FLOAT, new long[] {rows, out}, 'f') : null;
  }

  static int size(int in, int out) {
    return in * out + out;
  }

  private static INDArray view(INDArray flat, int offset, int rows, int columns) {
    return flat.get(
            NDArrayIndex.point(0), NDArrayIndex.interval(offset, offset + (long) rows * columns))
        .reshape('f', rows, columns);
  }

  /** [rows][in] to [rows][out]. */
  INDArray forward(INDArray x) {
    input = x;
    x.mmuli(weight, before);
    before.addiRowVector(bias);
    if (slope != null) {
      Nd4j.exec(new Swish(before, after));
    }
    return after;
  }

  /**
   * Fills the gradients.
   *
   * @param outputGradient [rows][out], overwritten
   * @param inputGradient [rows][in], to be filled; null where nobody needs it
   */
  void backward(INDArray outputGradient, INDArray inputGradient) {
    if (slope != null) {
      Nd4j.exec(new SwishDerivative(before, slope));
      outputGradient.muli(slope);
    }
    Nd4j.gemm(input, outputGradient, weightGradient, true, false, 1, 0);
    outputGradient.sum(biasGradient, true, 0);
    if (inputGradient != null) {
      Nd4j.gemm(outputGradient, weight, inputGradient, false, true, 1, 0);
    }
  }
}
