package io.millrace.flow.tensor;

/** Element-wise operations on one matrix, with up to two constants. */
final class Unary extends Value {
  enum Kind {
    EXP,
    LOG,
    SQUARE,
    SQRT,
    ABS,
    SIN,
    COS,
    TANH,
    CLIP,
    AFFINE,
    HUBER
  }

  private Kind kind;
  private Value a;
  private float p;
  private float q;

  Unary(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Kind operation, Value operand, float first, float second) {
    kind = operation;
    a = operand;
    needsGradient = a.needsGradient;
    p = first;
    q = second;
    forward(a.data);
    return this;
  }

  private void forward(float[] x) {
    int n = data.length;
    switch (kind) {
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          data[i] = x[i] * x[i];
        }
      }
      case AFFINE -> {
        for (int i = 0; i < n; i++) {
          data[i] = p * x[i] + q;
        }
      }
      case CLIP -> {
        for (int i = 0; i < n; i++) {
          data[i] = Math.min(Math.max(x[i], p), q);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          data[i] = apply(x[i]);
        }
      }
    }
  }

  @Override
  void backward() {
    float[] x = a.data;
    float[] into = a.grad;
    int n = data.length;
    switch (kind) {
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          into[i] += 2f * grad[i] * x[i];
        }
      }
      case AFFINE -> {
        for (int i = 0; i < n; i++) {
          into[i] += p * grad[i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          into[i] += grad[i] * derivative(x[i], data[i]);
        }
      }
    }
  }

  private float apply(float x) {
    return switch (kind) {
      case EXP -> (float) Math.exp(x);
      case LOG -> (float) Math.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SIN -> (float) Math.sin(x);
      case COS -> (float) Math.cos(x);
      case TANH -> (float) Math.tanh(x);
      case HUBER -> Math.abs(x) <= p ? 0.5f * x * x : p * (Math.abs(x) - 0.5f * p);
      case SQUARE, AFFINE, CLIP -> throw new IllegalStateException("has a loop of its own");
    };
  }

  private float derivative(float x, float y) {
    return switch (kind) {
      case EXP -> y;
      case LOG -> 1f / x;
      case SQRT -> 0.5f / y;
      case ABS -> Math.signum(x);
      case SIN -> (float) Math.cos(x);
      case COS -> (float) -Math.sin(x);
      case TANH -> 1f - y * y;
      case CLIP -> x >= p && x <= q ? 1f : 0f;
      case HUBER -> Math.min(Math.max(x, -p), p);
      case SQUARE, AFFINE -> throw new IllegalStateException("has a loop of its own");
    };
  }
}
