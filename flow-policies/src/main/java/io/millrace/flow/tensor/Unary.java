package io.millrace.flow.tensor;

/** Element-wise operations on one matrix, with up to two constants. */
final class Unary extends Value {
  enum Kind {
    EXP,
    LOG,
    SQUARE,
    TANH,
    CLIP,
    AFFINE
  }

  private final Kind kind;
  private Value a;
  private float p;
  private float q;

  Unary(Kind kind, int rows, int columns) {
    super(rows, columns);
    this.kind = kind;
  }

  boolean matches(Kind other, Value operand) {
    return kind == other && rows == operand.rows && columns == operand.columns;
  }

  Value compute(Value operand, float first, float second) {
    a = operand;
    needsGradient = a.needsGradient;
    p = first;
    q = second;
    for (int i = 0; i < data.length; i++) {
      data[i] = apply(a.data[i]);
    }
    return this;
  }

  @Override
  void backward() {
    if (!needsGradient) {
      return;
    }
    for (int i = 0; i < data.length; i++) {
      a.grad[i] += grad[i] * derivative(a.data[i], data[i]);
    }
  }

  private float apply(float x) {
    return switch (kind) {
      case EXP -> (float) Math.exp(x);
      case LOG -> (float) Math.log(x);
      case SQUARE -> x * x;
      case TANH -> (float) Math.tanh(x);
      case CLIP -> Math.min(Math.max(x, p), q);
      case AFFINE -> p * x + q;
    };
  }

  private float derivative(float x, float y) {
    return switch (kind) {
      case EXP -> y;
      case LOG -> 1f / x;
      case SQUARE -> 2f * x;
      case TANH -> 1f - y * y;
      case CLIP -> x >= p && x <= q ? 1f : 0f;
      case AFFINE -> p;
    };
  }
}
