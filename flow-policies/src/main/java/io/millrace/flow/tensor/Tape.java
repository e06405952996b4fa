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
 * repeat bit for bit. A number that is not finite goes through every operation as IEEE 754 has it.
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
    return slot(Input.class, rows, columns, Input::new).differentiated(false);
  }

  /** A copy of the numbers as a matrix of data. */
  public Value input(float[] numbers, int rows, int columns) {
    return fill(input(rows, columns), numbers);
  }

  /** A copy of the numbers as a matrix by which the loss is differentiated. */
  public Value variable(float[] numbers, int rows, int columns) {
    return fill(slot(Input.class, rows, columns, Input::new).differentiated(true), numbers);
  }

  /** A trainable matrix. */
  public Value parameter(Parameters parameters, Parameters.Slice slice) {
    return slot(ParameterValue.class, slice.rows(), slice.columns(), ParameterValue::new)
        .compute(parameters, slice);
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
    return slot(Linear.class, x.rows, weight.columns(), Linear::new)
        .compute(x, parameters, weight, bias, activation);
  }

  /**
   * The same layer of several networks, each of which reads the same rows.
   *
   * @param x [rows][in]
   * @return [members * rows][out], the first member's rows first
   */
  public Value linearOfShared(Value x, Parameters parameters, LayerStack stack) {
    return slot(StackedLinear.class, x.rows * stack.members(), stack.out(), StackedLinear::new)
        .compute(x, parameters, stack, true);
  }

  /**
   * The same layer of several networks, each of which reads rows of its own.
   *
   * @param x [members * rows][in], the first member's rows first
   * @return [members * rows][out]
   */
  public Value linearOfEach(Value x, Parameters parameters, LayerStack stack) {
    return slot(StackedLinear.class, x.rows, stack.out(), StackedLinear::new)
        .compute(x, parameters, stack, false);
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

  /** The square root of a. */
  public Value sqrt(Value a) {
    return unary(Unary.Kind.SQRT, a, 0, 0);
  }

  /** |a|; no gradient at 0. */
  public Value abs(Value a) {
    return unary(Unary.Kind.ABS, a, 0, 0);
  }

  /** sin(a). */
  public Value sin(Value a) {
    return unary(Unary.Kind.SIN, a, 0, 0);
  }

  /** cos(a). */
  public Value cos(Value a) {
    return unary(Unary.Kind.COS, a, 0, 0);
  }

  /** tanh(a), to the last bit of float32. */
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

  /** Huber's loss: a^2 / 2 within +-delta, delta (|a| - delta / 2) outside. */
  public Value huber(Value a, double delta) {
    return unary(Unary.Kind.HUBER, a, (float) delta, 0);
  }

  /** The activation of each element. */
  public Value activate(Value a, Activation activation) {
    return slot(Activate.class, a.rows, a.columns, Activate::new).compute(a, activation);
  }

  /** a as data: nothing below it receives a gradient. */
  public Value stopGradient(Value a) {
    return fill(input(a.rows, a.columns), a.data);
  }

  /** The matrix product a[m][k] b[k][n]. */
  public Value matmul(Value a, Value b) {
    return slot(Product.class, a.rows, b.columns, Product::new).compute(a, b);
  }

  /** Rows and columns exchanged. */
  public Value transpose(Value a) {
    return slot(Transpose.class, a.columns, a.rows, Transpose::new).compute(a);
  }

  /** The columns of a, then those of b. */
  public Value concat(Value a, Value b) {
    return slot(Concat.class, a.rows, a.columns + b.columns, Concat::new).compute(a, b);
  }

  /** The columns from {@code from} to below {@code to}. */
  public Value columns(Value a, int from, int to) {
    return slot(ColumnRange.class, a.rows, to - from, ColumnRange::new).compute(a, from);
  }

  /** The rows from {@code from} to below {@code to}. */
  public Value rows(Value a, int from, int to) {
    return slot(RowRange.class, to - from, a.columns, RowRange::new).compute(a, from);
  }

  /** The rows that the index names, in its order; a row may come more than once. */
  public Value gather(Value a, int[] index) {
    return slot(Gather.class, index.length, a.columns, Gather::new).compute(a, index);
  }

  /**
   * A matrix of so many rows: each row of {@code a} where the index says, no two in one; else 0.
   */
  public Value scatter(Value a, int[] index, int rows) {
    return slot(Scatter.class, rows, a.columns, Scatter::new).compute(a, index);
  }

  /** [rows][1]: from each row the element that the index names, for example an action's logit. */
  public Value pick(Value a, int[] column) {
    return slot(Pick.class, a.rows, 1, Pick::new).compute(a, column);
  }

  /** Each row to mean 0 and variance 1: (a - mean) / sqrt(variance + epsilon), without scale. */
  public Value layerNorm(Value a, double epsilon) {
    return slot(LayerNorm.class, a.rows, a.columns, LayerNorm::new).compute(a, epsilon);
  }

  /** Each row to probabilities. */
  public Value softmax(Value a) {
    return exp(logSoftmax(a));
  }

  /** The logarithm of each row's softmax. */
  public Value logSoftmax(Value a) {
    return logSoftmax(a, null);
  }

  /**
   * The logarithm of each row's softmax over the allowed columns; the others are -1e9 and have no
   * gradient.
   *
   * @param allowed [rows][columns]; null allows all. At least one in each row.
   */
  public Value logSoftmax(Value a, boolean[] allowed) {
    return slot(LogSoftmax.class, a.rows, a.columns, LogSoftmax::new).compute(a, allowed);
  }

  /**
   * Scaled dot-product attention over sequences that follow each other in the rows: softmax(q k^T /
   * sqrt(head width)) v, in each sequence and head.
   *
   * @param q [sequences length][width], as k and v
   * @param heads divides width
   * @param causal whether a position sees only itself and what came before
   */
  public Value attention(Value q, Value k, Value v, int length, int heads, boolean causal) {
    return slot(Attention.class, q.rows, q.columns, Attention::new)
        .compute(q, k, v, length, heads, causal);
  }

  /** [rows][1]: the sum of each row. */
  public Value sumColumns(Value a) {
    return reduce(a, a.rows, 1);
  }

  /** [rows][1]: the logarithm of the sum of each row's exponentials, without overflow. */
  public Value logSumExp(Value a) {
    return slot(LogSumExp.class, a.rows, 1, LogSumExp::new).compute(a);
  }

  /**
   * [rows][1]: the sum of each row, outer pairs first; exactly 0 where the halves mirror each other
   * with opposite signs.
   */
  public Value mirroredSum(Value a) {
    return slot(MirroredSum.class, a.rows, 1, MirroredSum::new).compute(a);
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
    return slot(GaussianLogProb.class, mean.rows, mean.columns, GaussianLogProb::new)
        .compute(next, mean, logStd);
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
      if (value.needsGradient) {
        Arrays.fill(value.grad, 0f);
      }
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
      Value value = record.get(i);
      if (value.needsGradient) {
        value.backward();
      }
    }
  }

  private Value binary(Binary.Kind kind, Value a, Value b) {
    int rows = Value.broadcast(a.rows, b.rows);
    int columns = Value.broadcast(a.columns, b.columns);
    return slot(Binary.class, rows, columns, Binary::new).compute(kind, a, b);
  }

  private Value unary(Unary.Kind kind, Value a, float p, float q) {
    return slot(Unary.class, a.rows, a.columns, Unary::new).compute(kind, a, p, q);
  }

  private Value reduce(Value a, int rows, double scale) {
    return slot(Reduction.class, rows, 1, Reduction::new).compute(a, scale);
  }

  private static Value fill(Value value, float[] numbers) {
    System.arraycopy(numbers, 0, value.data, 0, value.data.length);
    return value;
  }

  /**
   * The next place of the record: the value that stood there before where it has the same type and
   * shape. Where it has not, the record has changed, and what followed cannot be used again.
   */
  private <T extends Value> T slot(Class<T> type, int rows, int columns, Maker<T> maker) {
    Value value = used < record.size() ? record.get(used) : null;
    if (value == null
        || value.getClass() != type
        || value.rows != rows
        || value.columns != columns) {
      record.subList(used, record.size()).clear();
      value = maker.make(rows, columns);
      record.add(value);
    }
    used++;
    return type.cast(value);
  }

  /** Makes a value with buffers of its shape. */
  private interface Maker<T> {
    T make(int rows, int columns);
  }

  /** A value whose backward pass adds to a parameter's gradient. */
  interface ParameterOwner {
    void clearGradient();
  }

  private static final class Input extends Value {
    Input(int rows, int columns) {
      super(rows, columns);
    }

    Value differentiated(boolean wanted) {
      if (!wanted && needsGradient) {
        Arrays.fill(grad, 0f);
      }
      needsGradient = wanted;
      return this;
    }

    @Override
    void backward() {}
  }
}
