package io.millrace.flow.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reverse-mode differentiation over matrices of float32: every call computes its result at once and
 * writes down how to go back; {@link #backward} walks the record in reverse.
 *
 * <p>Call {@link #reset} before each update and record the same operations on the same shapes: the
 * tape hands out the same buffers again, so a steady-state update allocates nothing. Element-wise
 * operations broadcast an operand of one row or one column. A tape belongs to one thread; results
 * repeat bit for bit.
 */
public final class Tape {
  private final List<Value> record = new ArrayList<>();
  private int used;

  /** Starts a new record; values handed out before are overwritten from now on. */
  public void reset() {
    used = 0;
  }

  /** A matrix of data to fill through {@link Value#data()}; nothing is differentiated by it. */
  public Value input(int rows, int columns) {
    return input(rows, columns, false);
  }

  /** A copy of the numbers as a matrix by which the loss is differentiated. */
  public Value variable(float[] numbers, int rows, int columns) {
    Value variable = input(rows, columns, true);
    System.arraycopy(numbers, 0, variable.data, 0, rows * columns);
    return variable;
  }

  /** A copy of the numbers as a matrix of data. */
  public Value input(float[] numbers, int rows, int columns) {
    Value input = input(rows, columns);
    System.arraycopy(numbers, 0, input.data, 0, rows * columns);
    return input;
  }

  /** A trainable row vector. */
  public Value parameter(Parameters parameters, Parameters.Slice slice) {
    Value next = next();
    if (next instanceof ParameterValue p && p.matches(parameters, slice)) {
      return keep(p.load());
    }
    return put(new ParameterValue(parameters, slice).load());
  }

  /**
   * activation(x W^T + b).
   *
   * @param x [rows][in]
   * @param weight [out][in]
   * @param bias [1][out]
   */
  public Value linear(
      Value x,
      Parameters parameters,
      Parameters.Slice weight,
      Parameters.Slice bias,
      Activation activation) {
    Value next = next();
    if (next instanceof Linear op && op.matches(x.rows, parameters, weight, activation)) {
      return keep(op.compute(x));
    }
    return put(new Linear(x.rows, parameters, weight, bias, activation).compute(x));
  }

  /** a + b. */
  public Value add(Value a, Value b) {
    return binary(Binary.Kind.ADD, a, b);
  }

  /** a - b. */
  public Value subtract(Value a, Value b) {
    return binary(Binary.Kind.SUBTRACT, a, b);
  }

  /** a b, element by element. */
  public Value multiply(Value a, Value b) {
    return binary(Binary.Kind.MULTIPLY, a, b);
  }

  /** a / b, element by element. */
  public Value divide(Value a, Value b) {
    return binary(Binary.Kind.DIVIDE, a, b);
  }

  /** The larger of the two; where they tie, the gradient goes to a. */
  public Value max(Value a, Value b) {
    return binary(Binary.Kind.MAX, a, b);
  }

  /** The smaller of the two; where they tie, the gradient goes to a. */
  public Value min(Value a, Value b) {
    return binary(Binary.Kind.MIN, a, b);
  }

  /** exp(a). */
  public Value exp(Value a) {
    return unary(Unary.Kind.EXP, a, 0, 0);
  }

  /** log(a). */
  public Value log(Value a) {
    return unary(Unary.Kind.LOG, a, 0, 0);
  }

  /** a^2. */
  public Value square(Value a) {
    return unary(Unary.Kind.SQUARE, a, 0, 0);
  }

  /** tanh(a). */
  public Value tanh(Value a) {
    return unary(Unary.Kind.TANH, a, 0, 0);
  }

  /** a limited to [low, high]; no gradient outside. */
  public Value clip(Value a, double low, double high) {
    return unary(Unary.Kind.CLIP, a, (float) low, (float) high);
  }

  /** scale a + shift. */
  public Value affine(Value a, double scale, double shift) {
    return unary(Unary.Kind.AFFINE, a, (float) scale, (float) shift);
  }

  /** [rows][1]: the sum of each row. */
  public Value sumColumns(Value a) {
    return reduce(a, a.rows, 1);
  }

  /** [rows][1]: the mean of each row. */
  public Value meanColumns(Value a) {
    return reduce(a, a.rows, 1.0 / a.columns);
  }

  /** [1][1]: the mean of all elements, summed in float64. */
  public Value mean(Value a) {
    return reduce(a, 1, 1.0 / a.data.length);
  }

  /** [1][1]: the sum of all elements, summed in float64. */
  public Value sum(Value a) {
    return reduce(a, 1, 1);
  }

  /**
   * The log-density of each number under its own normal distribution, -(next - mean)^2 / (2 std^2)
   * - log std - log(2 pi) / 2, without gradient to next.
   *
   * @param next [rows][columns], data
   * @param mean [rows][columns]
   * @param logStd [rows][columns] or [rows][1]
   */
  public Value gaussianLogProb(float[] next, Value mean, Value logStd) {
    Value slot = next();
    if (slot instanceof GaussianLogProb op && op.matches(mean)) {
      return keep(op.compute(next, mean, logStd));
    }
    return put(new GaussianLogProb(mean.rows, mean.columns).compute(next, mean, logStd));
  }

  /** Differentiates a 1 x 1 loss by everything on the tape. Parameter gradients are overwritten. */
  public void backward(Value loss) {
    if (loss.data.length != 1) {
      throw new IllegalArgumentException(
          "a loss is one number, rows=" + loss.rows + " columns=" + loss.columns);
    }
    backward(loss, null);
  }

  /**
   * Vector-Jacobian product: differentiates sum(output * outputGradient).
   *
   * @param outputGradient as long as the output; null stands for ones
   */
  public void backward(Value output, float[] outputGradient) {
    for (int i = 0; i < used; i++) {
      Value value = record.get(i);
      Arrays.fill(value.grad, 0f);
      if (value instanceof ParameterOwner owner) {
        owner.clearGradient();
      }
    }
    if (outputGradient == null) {
      Arrays.fill(output.grad, 1f);
    } else {
      System.arraycopy(outputGradient, 0, output.grad, 0, output.grad.length);
    }
    for (int i = used - 1; i >= 0; i--) {
      record.get(i).backward();
    }
  }

  private Value input(int rows, int columns, boolean needsGradient) {
    Value next = next();
    if (!(next instanceof Input && next.rows == rows && next.columns == columns)) {
      next = put(new Input(rows, columns));
    } else {
      keep(next);
    }
    next.needsGradient = needsGradient;
    return next;
  }

  private Value binary(Binary.Kind kind, Value a, Value b) {
    Value next = next();
    if (next instanceof Binary op && op.matches(kind, a, b)) {
      return keep(op.compute(a, b));
    }
    return put(Binary.of(kind, a, b).compute(a, b));
  }

  private Value unary(Unary.Kind kind, Value a, float p, float q) {
    Value next = next();
    if (next instanceof Unary op && op.matches(kind, a)) {
      return keep(op.compute(a, p, q));
    }
    return put(new Unary(kind, a.rows, a.columns).compute(a, p, q));
  }

  private Value reduce(Value a, int rows, double scale) {
    Value next = next();
    if (next instanceof Reduction op && op.rows == rows) {
      return keep(op.compute(a, scale));
    }
    return put(new Reduction(rows).compute(a, scale));
  }

  private Value next() {
    return used < record.size() ? record.get(used) : null;
  }

  private Value keep(Value value) {
    used++;
    return value;
  }

  /** The record changed its shape here: what followed cannot be used again. */
  private Value put(Value value) {
    record.subList(used, record.size()).clear();
    record.add(value);
    used++;
    return value;
  }

  /** A value whose backward pass adds to a parameter's gradient. */
  interface ParameterOwner {
    void clearGradient();
  }

  private static final class Input extends Value {
    Input(int rows, int columns) {
      super(rows, columns);
    }

    @Override
    void backward() {}
  }
}
