package io.millrace.flow.tensor;

import java.util.Arrays;

/**
 * Element-wise operations on two matrices, each of which may be broadcast along either axis. A
 * broadcast operand is spread over a full matrix first, and its gradient gathered from one, so that
 * the arithmetic itself runs over equal arrays.
 */
final class Binary extends Value {
  enum Kind {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAX,
    MIN
  }

  private final float[] gradA;
  private final float[] gradB;
  private Kind kind;
  private Value a;
  private Value b;
  private Operand left;
  private Operand right;

  Binary(int rows, int columns) {
    super(rows, columns);
    this.gradA = new float[data.length];
    this.gradB = new float[data.length];
  }

  Value compute(Kind operation, Value first, Value second) {
    kind = operation;
    a = first;
    b = second;
    left = Operand.of(left, a, rows, columns);
    right = Operand.of(right, b, rows, columns);
    needsGradient = a.needsGradient || b.needsGradient;
    forward(left.spread(), right.spread());
    return this;
  }

  private void forward(float[] x, float[] y) {
    int n = data.length;
    switch (kind) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          data[i] = x[i] + y[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          data[i] = x[i] - y[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          data[i] = x[i] * y[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          data[i] = x[i] / y[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          data[i] = Math.max(x[i], y[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          data[i] = Math.min(x[i], y[i]);
        }
      }
    }
  }

  @Override
  void backward() {
    if (a.needsGradient) {
      byFirst(left.values(), right.values());
      left.gather(gradA);
    }
    if (b.needsGradient) {
      bySecond(left.values(), right.values());
      right.gather(gradB);
    }
  }

  private void byFirst(float[] x, float[] y) {
    int n = data.length;
    switch (kind) {
      case ADD, SUBTRACT -> System.arraycopy(grad, 0, gradA, 0, n);
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          gradA[i] = grad[i] * y[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          gradA[i] = grad[i] / y[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          gradA[i] = x[i] >= y[i] ? grad[i] : 0f;
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          gradA[i] = x[i] <= y[i] ? grad[i] : 0f;
        }
      }
    }
  }

  private void bySecond(float[] x, float[] y) {
    int n = data.length;
    switch (kind) {
      case ADD -> System.arraycopy(grad, 0, gradB, 0, n);
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          gradB[i] = -grad[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          gradB[i] = grad[i] * x[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          gradB[i] = -grad[i] * x[i] / (y[i] * y[i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          gradB[i] = x[i] >= y[i] ? 0f : grad[i];
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          gradB[i] = x[i] <= y[i] ? 0f : grad[i];
        }
      }
    }
  }

  /** An operand seen as a full matrix. */
  private static final class Operand {
    private final int rows;
    private final int columns;
    private final float[] full;
    private Value value;

    private Operand(Value value, int rows, int columns) {
      this.rows = rows;
      this.columns = columns;
      this.full = value.data.length == rows * columns ? null : new float[rows * columns];
    }

    static Operand of(Operand known, Value value, int rows, int columns) {
      boolean whole = value.data.length == rows * columns;
      Operand operand =
          known != null && (known.full == null) == whole
              ? known
              : new Operand(value, rows, columns);
      operand.value = value;
      return operand;
    }

    float[] values() {
      return full == null ? value.data : full;
    }

    float[] spread() {
      if (full != null) {
        for (int i = 0; i < rows; i++) {
          int from = value.rows == 1 ? 0 : i * value.columns;
          int to = i * columns;
          if (value.columns == 1) {
            Arrays.fill(full, to, to + columns, value.data[from]);
          } else {
            System.arraycopy(value.data, from, full, to, columns);
          }
        }
      }
      return values();
    }

    void gather(float[] gradient) {
      float[] into = value.grad;
      if (full == null) {
        for (int i = 0; i < gradient.length; i++) {
          into[i] += gradient[i];
        }
        return;
      }
      for (int i = 0; i < rows; i++) {
        int to = value.rows == 1 ? 0 : i * value.columns;
        int from = i * columns;
        for (int j = 0; j < columns; j++) {
          into[to + (value.columns == 1 ? 0 : j)] += gradient[from + j];
        }
      }
    }
  }
}
