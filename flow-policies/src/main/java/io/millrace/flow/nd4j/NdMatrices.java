package io.millrace.flow.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrices between this library, row-major {@code float[]}, and ND4J. Numbers are copied: neither
 * side sees what the other changes later, and closing the array touches nothing here.
 */
public final class NdMatrices {
  private NdMatrices() {}

  /**
   * A new array [rows][columns] of float32 in C order, which belongs to the caller.
   *
   * @param numbers row-major, rows * columns
   */
  public static INDArray of(float[] numbers, int rows, int columns) {
    if (rows < 1 || columns < 1 || numbers.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "expected rows x columns numbers, numbers="
              + numbers.length
              + " rows="
              + rows
              + " columns="
              + columns);
    }
    return Nd4j.create(numbers, new long[] {rows, columns}, 'c');
  }

  /**
   * The numbers of a matrix, row-major, whatever its order, strides and floating-point type.
   *
   * @throws IllegalArgumentException unless it has two axes and holds floating-point numbers
   */
  public static float[] floats(INDArray matrix) {
    if (matrix.rank() != 2 || !matrix.dataType().isFPType()) {
      throw new IllegalArgumentException(
          "expected a matrix of floating-point numbers, rank="
              + matrix.rank()
              + " type="
              + matrix.dataType());
    }
    int rows = Math.toIntExact(matrix.size(0));
    int columns = Math.toIntExact(matrix.size(1));
    // A copy is always packed in C order; a view's buffer need not be.
    INDArray packed = matrix.dup('c');
    INDArray narrow = packed.castTo(DataType.FLOAT);
    try {
      return narrow.data().getFloatsAt(0, rows * columns);
    } finally {
      if (narrow != packed) {
        narrow.close();
      }
      packed.close();
    }
  }
}
