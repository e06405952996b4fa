package io.millrace.env;

import io.millrace.flow.discrete.Choices;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an environment accepts as an action. An action is always a {@code float[size()]}: first the
 * numbers of a box, then the indices of choices; most spaces have one or the other.
 */
public sealed interface ActionSpace {

  /** Length of an action array. */
  int size();

  /** Whether the environment accepts this action without clipping it. */
  boolean contains(float[] action);

  /**
   * Bounds of the real-valued numbers that an action begins with; of none where all are choices.
   */
  default Box box() {
    return Box.unbounded(0);
  }

  /** What can be chosen, in the numbers that an action ends with; empty where there are none. */
  default Optional<Choices> choices() {
    return Optional.empty();
  }

  /** Real-valued actions inside a box. A bound may be infinite. Immutable. */
  final class Box implements ActionSpace {

    private final float[] low;
    private final float[] high;

    public Box(float[] low, float[] high) {
      if (low.length != high.length) {
        throw new IllegalArgumentException(
            "expected as many lower as upper bounds, low=" + low.length + " high=" + high.length);
      }
      for (int d = 0; d < low.length; d++) {
        if (!(low[d] <= high[d])) {
          throw new IllegalArgumentException(
              "expected low <= high, dimension=" + d + " low=" + low[d] + " high=" + high[d]);
        }
      }
      this.low = low.clone();
      this.high = high.clone();
    }

    /** The same bounds in every dimension. */
    public static Box of(int size, float low, float high) {
      float[] lows = new float[size];
      float[] highs = new float[size];
      Arrays.fill(lows, low);
      Arrays.fill(highs, high);
      return new Box(lows, highs);
    }

    /** Every real vector of this size. */
    public static Box unbounded(int size) {
      return of(size, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    /** Lower bound of a dimension. */
    public float low(int dimension) {
      return low[dimension];
    }

    /** Upper bound of a dimension. */
    public float high(int dimension) {
      return high[dimension];
    }

    /** Whether a dimension has two finite bounds. */
    public boolean bounded(int dimension) {
      return Float.isFinite(low[dimension]) && Float.isFinite(high[dimension]);
    }

    @Override
    public Box box() {
      return this;
    }

    @Override
    public int size() {
      return low.length;
    }

    @Override
    public boolean contains(float[] action) {
      if (action.length != low.length) {
        return false;
      }
      for (int d = 0; d < low.length; d++) {
        if (!(action[d] >= low[d] && action[d] <= high[d])) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Box box
          && Arrays.equals(low, box.low)
          && Arrays.equals(high, box.high);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
    }

    @Override
    public String toString() {
      return "Box[low=" + Arrays.toString(low) + ", high=" + Arrays.toString(high) + "]";
    }
  }

  /** One of {@code n} choices, as the number 0 .. n-1 in {@code action[0]}. */
  record Discrete(int n) implements ActionSpace {

    public Discrete {
      if (n < 1) {
        throw new IllegalArgumentException("expected at least one choice, n=" + n);
      }
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public boolean contains(float[] action) {
      return action.length == 1
          && action[0] >= 0
          && action[0] < n
          && action[0] == (float) Math.rint(action[0]);
    }

    @Override
    public Optional<Choices> choices() {
      return Optional.of(Choices.uniform(1, n));
    }
  }

  /**
   * One choice at each of several positions, as the numbers 0 .. n_i - 1. With a mask, every
   * observation, the last of an episode too, ends with 1 for each allowed and 0 for each forbidden
   * choice, position by position, and allows at least one at each.
   *
   * @param of how many choices each position has, and whether observations end with a mask
   */
  record MultiDiscrete(Choices of) implements ActionSpace {

    /** Positions with this many choices each, allowed at any time. */
    public MultiDiscrete(int... n) {
      this(new Choices(Arrays.stream(n).boxed().toList(), false));
    }

    /** Positions with this many choices each, as each observation allows. */
    public static MultiDiscrete masked(int... n) {
      return new MultiDiscrete(new Choices(Arrays.stream(n).boxed().toList(), true));
    }

    @Override
    public int size() {
      return of.positions();
    }

    /** Whatever a mask says. */
    @Override
    public boolean contains(float[] action) {
      Choices free = new Choices(of.counts(), false);
      return action.length == size() && free.problem(action, 0, action, 0) == null;
    }

    @Override
    public Optional<Choices> choices() {
      return Optional.of(of);
    }
  }

  /**
   * Real numbers and choices together: the numbers of a box, then a choice at each position. What a
   * choice needs of the numbers, and whether it needs any, is the environment's own affair.
   * Policies act in it by {@link ScoredActions}.
   *
   * @param box of at least one number
   * @param positions choices, with a mask or without
   */
  record Mixed(Box box, MultiDiscrete positions) implements ActionSpace {

    public Mixed {
      if (box.size() == 0) {
        throw new IllegalArgumentException("expected a box of at least one number, got " + box);
      }
    }

    @Override
    public int size() {
      return box.size() + positions.size();
    }

    /** Whatever a mask says. */
    @Override
    public boolean contains(float[] action) {
      return action.length == size()
          && box.contains(Arrays.copyOf(action, box.size()))
          && positions.contains(Arrays.copyOfRange(action, box.size(), action.length));
    }

    @Override
    public Optional<Choices> choices() {
      return positions.choices();
    }
  }
}
