package io.millrace.flow.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * All trainable numbers of a model in one array, with names for its parts. Optimizers, snapshots
 * and hashes see one flat vector; networks see slices of it.
 *
 * <p>A layer's weights stand as [in][out], which is how a product reads them; outside this class
 * they are [out][in], as everybody writes them.
 */
public final class Parameters {
  /**
   * A named matrix (or row vector) within the vector, row-major.
   *
   * @param name unique, such as {@code velocity.0.weight}
   * @param offset index of its first element
   * @param rows as it stands; a layer's inputs
   * @param columns as it stands; a layer's outputs
   * @param weight whether it is written and read transposed
   */
  public record Slice(String name, int offset, int rows, int columns, boolean weight) {
    /** Elements. */
    public int length() {
      return rows * columns;
    }

    /** The shape in which it is written: [out][in] for weights, [length] for a row vector. */
    public int[] shape() {
      if (weight) {
        return new int[] {columns, rows};
      }
      return rows == 1 ? new int[] {columns} : new int[] {rows, columns};
    }
  }

  private final List<Slice> slices;
  private final float[] values;
  private final float[] gradients;

  /**
   * Weights as [out][in], for backward passes; an entry lives from one pass's start to the next.
   */
  private final Map<Slice, Turned> turned = new IdentityHashMap<>();

  private Parameters(List<Slice> slices, float[] values) {
    this.slices = slices;
    this.values = values;
    this.gradients = new float[values.length];
  }

  /** The parts, in the order of their offsets. */
  public List<Slice> slices() {
    return slices;
  }

  /** The vector itself, not a copy. */
  public float[] values() {
    return values;
  }

  /** The gradient of the last backward pass, not a copy; as long as {@link #values()}. */
  public float[] gradients() {
    return gradients;
  }

  /** Elements. */
  public int size() {
    return values.length;
  }

  /** The same layout with its own copy of the values, and zero gradients. */
  public Parameters copy() {
    return new Parameters(slices, values.clone());
  }

  /** Weights as [out][in]; made once in a backward pass, however many layers share them. */
  float[] turned(Slice weight) {
    Turned kept = turned.computeIfAbsent(weight, slice -> new Turned(new float[slice.length()]));
    if (!kept.current) {
      Gemm.transpose(values, weight.offset, kept.numbers, weight.rows, weight.columns);
      kept.current = true;
    }
    return kept.numbers;
  }

  /** Zero gradient for a part; and what was made of its numbers is out of date. */
  void startBackward(Slice slice) {
    Arrays.fill(gradients, slice.offset, slice.offset + slice.length(), 0f);
    Turned kept = turned.get(slice);
    if (kept != null) {
      kept.current = false;
    }
  }

  private static final class Turned {
    final float[] numbers;
    boolean current;

    Turned(float[] numbers) {
      this.numbers = numbers;
    }
  }

  /** A part in the shape in which it is written; a copy. */
  public float[] read(Slice slice) {
    return read(values, slice);
  }

  /** The gradient of a part in the shape in which it is written; a copy. */
  public float[] readGradient(Slice slice) {
    return read(gradients, slice);
  }

  /** Sets a part from numbers in the shape in which it is written. */
  public void write(Slice slice, float[] numbers) {
    if (numbers.length != slice.length()) {
      throw new IllegalArgumentException(
          "expected "
              + slice.length()
              + " numbers for "
              + slice.name()
              + ", got "
              + numbers.length);
    }
    if (!slice.weight) {
      System.arraycopy(numbers, 0, values, slice.offset, numbers.length);
      return;
    }
    float[] turned = new float[numbers.length];
    Gemm.transpose(numbers, 0, turned, slice.columns, slice.rows);
    System.arraycopy(turned, 0, values, slice.offset, turned.length);
  }

  private static float[] read(float[] from, Slice slice) {
    if (!slice.weight) {
      return Arrays.copyOfRange(from, slice.offset, slice.offset + slice.length());
    }
    float[] turned = new float[slice.length()];
    Gemm.transpose(from, slice.offset, turned, slice.rows, slice.columns);
    return turned;
  }

  /** Collects slices and makes the vector. */
  public static final class Layout {
    private final List<Slice> slices = new ArrayList<>();
    private int size;

    /** Adds a layer's weights at the end. */
    public Slice addWeight(String name, int in, int out) {
      return add(new Slice(name, size, in, out, true));
    }

    /** Adds a matrix, or a row vector, at the end. */
    public Slice add(String name, int rows, int columns) {
      return add(new Slice(name, size, rows, columns, false));
    }

    /** A vector of zeros in this layout. */
    public Parameters allocate() {
      return new Parameters(List.copyOf(slices), new float[size]);
    }

    private Slice add(Slice slice) {
      slices.add(slice);
      size += slice.length();
      return slice;
    }
  }
}
