package io.millrace.flow.policy;

import io.millrace.flow.exploration.NoiseSearch;
import java.util.List;

/**
 * Where on the way from noise to action a policy explores, and what the members of a group share.
 *
 * <p>All flow steps outside the window are deterministic. Members may start from the same noise, so
 * that they differ by the window's noise alone: a trunk with branches. Several strides finish each
 * branch on several grids.
 *
 * @param window stochastic steps that follow each other; 0 for all of them
 * @param from first step at which a window may begin
 * @param to last step at which a window may begin; -1 for the last that fits
 * @param order how the window's place is chosen
 * @param seeds start noises that the members of a group share, in blocks of equal size; 0 gives
 *     every member its own
 * @param strides after the window a member steps over this many grid points at a time; members take
 *     the strides in turn, and members of one turn share the window's noise as well
 * @param noiseSearch searches at the beginning of a group for start noise that is worth exploring
 *     from; null where it is drawn from N(0, I)
 */
public record Exploration(
    int window,
    int from,
    int to,
    Order order,
    int seeds,
    List<Integer> strides,
    NoiseSearch noiseSearch) {
  /** How a window's place is chosen. */
  public enum Order {
    /** Anew at each decision, the same for all members. */
    RANDOM,
    /** The next one with each group. */
    CYCLIC
  }

  /** Every step is stochastic, and members share nothing. */
  public static final Exploration ALL =
      new Exploration(0, 0, -1, Order.RANDOM, 0, List.of(1), null);

  public Exploration {
    strides = List.copyOf(strides);
    require(window >= 0, "window >= 0", window);
    require(from >= 0, "from >= 0", from);
    require(to == -1 || to >= from, "to >= from, or -1", to);
    require(seeds >= 0, "seeds >= 0", seeds);
    require(!strides.isEmpty(), "at least one stride", strides);
    for (int stride : strides) {
      require(stride >= 1, "strides >= 1", strides);
    }
  }

  /** Stochastic steps of a decision, of those that the sampler makes stochastic. */
  public int steps(int stochastic) {
    return window == 0 ? stochastic : Math.min(window, stochastic);
  }

  /** How many places a window has. */
  int places(int stochastic) {
    int last = stochastic - steps(stochastic);
    return Math.max(1, (to == -1 ? last : Math.min(to, last)) - Math.min(from, last) + 1);
  }

  /** The window's place of this number. */
  int place(int number, int stochastic) {
    return Math.min(from, stochastic - steps(stochastic)) + number;
  }

  private static void require(boolean condition, String expected, Object got) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + expected + ", got " + got);
    }
  }
}
