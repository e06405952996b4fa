package io.millrace.flow.tensor;

import java.util.Arrays;

/** A product of two matrices on the tape. */
final class Product extends Value {
  private Value a;
  private Value b;

  Product(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value first, Value second) {
    if (first.columns != second.rows) {
      throw new IllegalArgumentException(
          "shapes do not chain, a has "
              + first.columns
              + " columns, b has "
              + second.rows
              + " rows");
    }
    a = first;
    b = second;
    needsGradient = a.needsGradient || b.needsGradient;
    Arrays.fill(data, 0f);
    Gemm.addProduct(a.data, 0, b.data, 0, data, 0, rows, a.columns, columns);
    return this;
  }

  @Override
  void backward() {
    if (b.needsGradient) {
      Gemm.addTransposedProduct(a.data, 0, grad, 0, b.grad, 0, rows, a.columns, columns);
    }
    if (a.needsGradient) {
      Gemm.addProductTransposed(grad, 0, b.data, 0, a.grad, 0, rows, a.columns, columns);
    }
  }
}
