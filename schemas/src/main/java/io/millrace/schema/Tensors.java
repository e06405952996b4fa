package io.millrace.schema;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Java arrays to {@link Tensor} and back. Every reader checks type, shape and length. */
public final class Tensors {
  private Tensors() {}

  /**
   * A float32 tensor.
   *
   * @param values row-major, product(shape) of them
   */
  public static Tensor of(float[] values, int... shape) {
    checkCount(shape, values.length);
    ByteBuffer data = buffer(values.length * Float.BYTES);
    data.asFloatBuffer().put(values);
    return new Tensor(ElementType.FLOAT32, boxed(shape), data);
  }

  /**
   * A float64 tensor.
   *
   * @param values row-major, product(shape) of them
   */
  public static Tensor ofDoubles(double[] values, int... shape) {
    checkCount(shape, values.length);
    ByteBuffer data = buffer(values.length * Double.BYTES);
    data.asDoubleBuffer().put(values);
    return new Tensor(ElementType.FLOAT64, boxed(shape), data);
  }

  /**
   * An int32 tensor.
   *
   * @param values row-major, product(shape) of them
   */
  public static Tensor ofInts(int[] values, int... shape) {
    checkCount(shape, values.length);
    ByteBuffer data = buffer(values.length * Integer.BYTES);
    data.asIntBuffer().put(values);
    return new Tensor(ElementType.INT32, boxed(shape), data);
  }

  /**
   * The elements of an int32 tensor, row-major.
   *
   * @throws RecordFormatException where type, shape and data contradict each other
   */
  public static int[] ints(Tensor tensor) {
    ByteBuffer data = checked(tensor, ElementType.INT32, Integer.BYTES);
    int[] values = new int[data.remaining() / Integer.BYTES];
    data.asIntBuffer().get(values);
    return values;
  }

  /**
   * The elements of a float32 tensor, row-major.
   *
   * @throws RecordFormatException where type, shape and data contradict each other
   */
  public static float[] floats(Tensor tensor) {
    ByteBuffer data = checked(tensor, ElementType.FLOAT32, Float.BYTES);
    float[] values = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(values);
    return values;
  }

  /**
   * The elements of a float32 or float64 tensor, row-major, as doubles.
   *
   * @throws RecordFormatException where type, shape and data contradict each other
   */
  public static double[] doubles(Tensor tensor) {
    if (tensor.getDtype() == ElementType.FLOAT32) {
      float[] values = floats(tensor);
      double[] widened = new double[values.length];
      Arrays.setAll(widened, i -> values[i]);
      return widened;
    }
    ByteBuffer data = checked(tensor, ElementType.FLOAT64, Double.BYTES);
    double[] values = new double[data.remaining() / Double.BYTES];
    data.asDoubleBuffer().get(values);
    return values;
  }

  /** The length of each axis, outermost first. */
  public static int[] shape(Tensor tensor) {
    return tensor.getShape().stream().mapToInt(Integer::intValue).toArray();
  }

  private static ByteBuffer checked(Tensor tensor, ElementType type, int elementBytes) {
    if (tensor.getDtype() != type) {
      throw new RecordFormatException(
          "tensor-shape", "expected dtype " + type + ", dtype=" + tensor.getDtype());
    }
    long bytes = elementBytes;
    for (int length : tensor.getShape()) {
      bytes = length < 0 || bytes > Integer.MAX_VALUE ? -1 : bytes * length;
      if (bytes < 0) {
        break;
      }
    }
    ByteBuffer data = tensor.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes != data.remaining()) {
      throw new RecordFormatException(
          "tensor-shape",
          "shape and data differ, shape=" + tensor.getShape() + " bytes=" + data.remaining());
    }
    return data;
  }

  private static void checkCount(int[] shape, int count) {
    long product = 1;
    for (int length : shape) {
      product *= length;
    }
    if (product != count) {
      throw new IllegalArgumentException(
          "shape and values differ, shape=" + Arrays.toString(shape) + " values=" + count);
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Integer> boxed(int[] shape) {
    List<Integer> boxed = new ArrayList<>(shape.length);
    for (int length : shape) {
      boxed.add(length);
    }
    return boxed;
  }
}
