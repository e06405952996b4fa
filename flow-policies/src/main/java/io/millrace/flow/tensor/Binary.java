package io.millrace.flow.tensor;

/** Element-wise operations on two matrices, each of which may be broadcast along either axis. */
final class Binary extends Value {
  enum Kind {
    ADD {
      @Override
      float apply(float a, float b) {
        return a + b;
      }

      @Override
      float byA(float a, float b) {
        return 1f;
      }

      @Override
      float byB(float a, float b) {
        return 1f;
      }
    },
    SUBTRACT {
      @Override
      float apply(float a, float b) {
        return a - b;
      }

      @Override
      float byA(float a, float b) {
        return 1f;
      }

      @Override
      float byB(float a, float b) {
        return -1f;
      }
    },
    MULTIPLY {
      @Override
      float apply(float a, float b) {
        return a * b;
      }

      @Override
      float byA(float a, float b) {
        return b;
      }

      @Override
      float byB(float a, float b) {
        return a;
      }
    },
    DIVIDE {
      @Override
      float apply(float a, float b) {
        return a / b;
      }

      @Override
      float byA(float a, float b) {
        return 1f / b;
      }

      @Override
      float byB(float a, float b) {
        return -a / (b * b);
      }
    },
    MAX {
      @Override
      float apply(float a, float b) {
        return Math.max(a, b);
      }

      @Override
      float byA(float a, float b) {
        return a >= b ? 1f : 0f;
      }

      @Override
      float byB(float a, float b) {
        return a >= b ? 0f : 1f;
      }
    },
    MIN {
      @Override
      float apply(float a, float b) {
        return Math.min(a, b);
      }

      @Override
      float byA(float a, float b) {
        return a <= b ? 1f : 0f;
      }

      @Override
      float byB(float a, float b) {
        return a <= b ? 0f : 1f;
      }
    };

    abstract float apply(float a, float b);

    abstract float byA(float a, float b);

    abstract float byB(float a, float b);
  }

  private final Kind kind;
  private Value a;
  private Value b;

  private Binary(Kind kind, int rows, int columns) {
    super(rows, columns);
    this.kind = kind;
  }

  static Binary of(Kind kind, Value a, Value b) {
    return new Binary(kind, broadcast(a.rows, b.rows), broadcast(a.columns, b.columns));
  }

  boolean matches(Kind other, Value left, Value right) {
    return kind == other
        && rows == broadcast(left.rows, right.rows)
        && columns == broadcast(left.columns, right.columns);
  }

  Value compute(Value left, Value right) {
    a = left;
    b = right;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        data[i * columns + j] = kind.apply(a.data[index(a, i, j)], b.data[index(b, i, j)]);
      }
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int ia = index(a, i, j);
        int ib = index(b, i, j);
        float g = grad[i * columns + j];
        float va = a.data[ia];
        float vb = b.data[ib];
        a.grad[ia] += g * kind.byA(va, vb);
        b.grad[ib] += g * kind.byB(va, vb);
      }
    }
  }

  private static int index(Value v, int row, int column) {
    return (v.rows == 1 ? 0 : row) * v.columns + (v.columns == 1 ? 0 : column);
  }

  private static int broadcast(int a, int b) {
    if (a != b && a != 1 && b != 1) {
      throw new IllegalArgumentException("shapes do not broadcast, a=" + a + " b=" + b);
    }
    return Math.max(a, b);
  }
}
