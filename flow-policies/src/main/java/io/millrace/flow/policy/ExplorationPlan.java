package io.millrace.flow.policy;

import io.millrace.flow.random.RandomSource;

/** An {@link Exploration} at work in a group: where the window is now, and who shares noise. */
final class ExplorationPlan {
  private final Exploration exploration;
  private final int flowSteps;
  private final int stochastic;
  private final int startBlock;
  private int first;

  /**
   * @param flowSteps K
   * @param stochastic steps, from the first on, that the sampler makes stochastic
   * @param rows members of a group
   */
  ExplorationPlan(Exploration exploration, int flowSteps, int stochastic, int rows) {
    this.exploration = exploration;
    this.flowSteps = flowSteps;
    this.stochastic = stochastic;
    int turn = exploration.strides().size();
    if (rows % turn != 0 || (exploration.seeds() > 0 && rows % (exploration.seeds() * turn) != 0)) {
      throw new IllegalArgumentException(
          "expected members that divide into seeds and strides, members=%d seeds=%d strides=%d"
              .formatted(rows, exploration.seeds(), turn));
    }
    this.startBlock = exploration.seeds() == 0 ? turn : rows / exploration.seeds();
  }

  /** S. */
  int steps() {
    return exploration.steps(stochastic);
  }

  /** A group begins. */
  void begin(long group) {
    if (exploration.order() == Exploration.Order.CYCLIC) {
      first = exploration.place((int) (group % exploration.places(stochastic)), stochastic);
    }
  }

  /** A decision begins. */
  void decide(RandomSource random) {
    if (exploration.window() == 0) {
      first = 0;
    } else if (exploration.order() == Exploration.Order.RANDOM) {
      int places = exploration.places(stochastic);
      first = exploration.place(places == 1 ? 0 : random.nextInt(places), stochastic);
    }
  }

  /** Whether step k explores. */
  boolean explores(int k) {
    return k >= first && k < first + steps();
  }

  /** The first flow step that explores. */
  int first() {
    return first;
  }

  /** The row whose start noise this row takes. */
  int startOwner(int row) {
    return row - row % startBlock;
  }

  /** The row whose step noise this row takes. */
  int noiseOwner(int row) {
    return row - row % exploration.strides().size();
  }

  /** The grid point to which a row goes from point k; k itself where it is there already. */
  int next(int row, int k) {
    int stride = exploration.strides().get(row % exploration.strides().size());
    int tail = first + steps();
    if (stride == 1 || k < tail) {
      return k + 1;
    }
    return (k - tail) % stride == 0 ? Math.min(k + stride, flowSteps) : k;
  }
}
