package io.millrace.flow.tensor;

/**
 * A matrix on a {@link Tape}: its numbers and, after {@link Tape#backward}, the derivative of the
 * loss by each of them.
 */
public abstract class Value {
  final int rows;
  final int columns;
  final float[] data;
  final float[] grad;

  /** Whether anything below it can use its gradient; where not, none is computed. */
  boolean needsGradient;

  Value(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.data = new float[rows * columns];
    this.grad = new float[rows * columns];
  }

  /** Rows. */
  public final int rows() {
    return rows;
  }

  /** Columns. */
  public final int columns() {
    return columns;
  }

  /** The numbers, row-major; valid until the tape is reset. */
  public final float[] data() {
    return data;
  }

  /**
   * The derivative of the loss by {@link #data()}, row-major; valid after a backward pass, and zero
   * for data that nothing was to be differentiated by.
   */
  public final float[] gradient() {
    return grad;
  }

  /** The only number of a 1 x 1 matrix. */
  public final float item() {
    if (data.length != 1) {
      throw new IllegalStateException("expected one element, rows=" + rows + " columns=" + columns);
    }
    return data[0];
  }

  /** The first column by which anything below it is differentiated. */
  int gradientFrom() {
    return 0;
  }

  /** The column behind the last by which anything below it is differentiated. */
  int gradientTo() {
    return columns;
  }

  /** Adds to its operands' gradients what its own gradient implies. */
  abstract void backward();

  static int broadcast(int a, int b) {
    if (a != b && a != 1 && b != 1) {
      throw new IllegalArgumentException("shapes do not broadcast, a=" + a + " b=" + b);
    }
    return Math.max(a, b);
  }
}
