package io.millrace.flow.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * All trainable numbers of a model in one array, with names for its parts. Optimizers, snapshots
 * and hashes see one flat vector; networks see slices of it.
 */
public final class Parameters {
  /**
   * A named matrix (or row vector) within the vector, row-major.
   *
   * @param name unique, such as {@code velocity.0.weight}
   * @param offset index of its first element
   */
  public record Slice(String name, int offset, int rows, int columns) {
    /** Elements. */
    public int length() {
      return rows * columns;
    }
  }

  private final List<Slice> slices;
  private final float[] values;
  private final float[] gradients;

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

  /** Collects slices and makes the vector. */
  public static final class Layout {
    private final List<Slice> slices = new ArrayList<>();
    private int size;

    /** Adds a part at the end. */
    public Slice add(String name, int rows, int columns) {
      Slice slice = new Slice(name, size, rows, columns);
      slices.add(slice);
      size += slice.length();
      return slice;
    }

    /** A vector of zeros in this layout. */
    public Parameters allocate() {
      return new Parameters(List.copyOf(slices), new float[size]);
    }
  }
}
