package io.millrace.job.border;

import io.millrace.schema.RecordFormatException;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import java.util.Arrays;

/** Reads a tensor that a stranger sent: shape first, then every element. */
public final class TensorCheck {
  /** Stands for an axis of any length. */
  public static final int ANY = -1;

  private TensorCheck() {}

  /**
   * The elements, row-major, all of them finite.
   *
   * @param field name of the field, for the detail
   * @param tensor float32, or null
   * @param shape expected length of each axis, {@link #ANY} where any will do
   * @throws RejectedException where it is null, has another shape, or a NaN or an infinity
   */
  public static float[] finite(String field, Tensor tensor, int... shape) {
    checkShape(field, tensor, shape);
    float[] values = floats(field, tensor);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new RejectedException(
            RejectionReason.NON_FINITE,
            "expected finite values, field=" + field + " index=" + i + " value=" + values[i]);
      }
    }
    return values;
  }

  /**
   * The elements, row-major, all of them at least {@code first} and below {@code end}.
   *
   * @param tensor int32, or null
   * @throws RejectedException where it is null, has another type or shape, or an element outside
   */
  public static int[] within(String field, Tensor tensor, int first, int end, int... shape) {
    checkShape(field, tensor, shape);
    int[] values;
    try {
      values = Tensors.ints(tensor);
    } catch (RecordFormatException e) {
      throw new RejectedException(RejectionReason.TENSOR_SHAPE, e.getMessage() + " field=" + field);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] < first || values[i] >= end) {
        throw new RejectedException(
            RejectionReason.OUT_OF_RANGE,
            "expected %d <= value < %d, field=%s index=%d value=%d"
                .formatted(first, end, field, i, values[i]));
      }
    }
    return values;
  }

  /**
   * Checks that every element is a whole number from 0 to below {@code count}.
   *
   * @param tensor float32
   * @throws RejectedException where one is not
   */
  static void tokens(String field, Tensor tensor, int count) {
    float[] values = floats(field, tensor);
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] < count && values[i] == Math.rint(values[i]))) {
        throw new RejectedException(
            RejectionReason.OUT_OF_RANGE,
            "expected a token from 0 to %d, field=%s index=%d value=%s"
                .formatted(count - 1, field, i, values[i]));
      }
    }
  }

  private static void checkShape(String field, Tensor tensor, int[] expected) {
    if (tensor == null) {
      throw new RejectedException(
          RejectionReason.MISSING_TENSOR, "expected a tensor, field=" + field + " value=null");
    }
    int[] shape = Tensors.shape(tensor);
    boolean same = shape.length == expected.length;
    for (int axis = 0; same && axis < shape.length; axis++) {
      same = expected[axis] == ANY ? shape[axis] >= 0 : shape[axis] == expected[axis];
    }
    if (!same) {
      throw new RejectedException(
          RejectionReason.TENSOR_SHAPE,
          "expected shape %s, field=%s shape=%s"
              .formatted(text(expected), field, Arrays.toString(shape)));
    }
  }

  private static float[] floats(String field, Tensor tensor) {
    try {
      return Tensors.floats(tensor);
    } catch (RecordFormatException e) {
      throw new RejectedException(RejectionReason.TENSOR_SHAPE, e.getMessage() + " field=" + field);
    }
  }

  private static String text(int[] shape) {
    return Arrays.toString(shape).replace(Integer.toString(ANY), "*");
  }
}
