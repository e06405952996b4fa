package io.millrace.env.market;

/**
 * Unit lots that are closed in the order in which they were opened, kept in a part of an
 * environment's state.
 *
 * <pre>
 * state[offset] = inventory, below 0 when short;  state[offset + 1 ..] = prices of the open lots, oldest first
 * a trade against the inventory realizes (sell price - buy price) of the oldest lot
 * </pre>
 *
 * @param offset where the ledger begins in the state
 * @param limit largest inventory, of either sign
 */
record FifoLedger(int offset, int limit) {

  /** Numbers that a ledger takes in a state. */
  static int size(int limit) {
    return 1 + limit;
  }

  /** Lots held, below 0 when short. */
  int inventory(double[] state) {
    return (int) state[offset];
  }

  /** Whether one more lot may be bought (side 1) or sold (side -1). */
  boolean accepts(double[] state, int side) {
    return inventory(state) * side < limit;
  }

  /**
   * Buys (side 1) or sells (side -1) one lot.
   *
   * @return what this trade realizes: 0 where it opens a lot
   * @throws IllegalStateException beyond the limit
   */
  double trade(double[] state, int side, double price) {
    int inventory = inventory(state);
    state[offset] = inventory + side;
    if (inventory * side < 0) {
      return side * (takeOldest(state, Math.abs(inventory)) - price);
    }
    if (Math.abs(inventory) == limit) {
      throw new IllegalStateException("expected at most " + limit + " lots, side=" + side);
    }
    state[offset + 1 + Math.abs(inventory)] = price;
    return 0;
  }

  private double takeOldest(double[] state, int lots) {
    double oldest = state[offset + 1];
    System.arraycopy(state, offset + 2, state, offset + 1, lots - 1);
    state[offset + lots] = 0;
    return oldest;
  }

  /** What the open lots would realize at this price. */
  double unrealized(double[] state, double price) {
    int inventory = inventory(state);
    double sum = 0;
    for (int lot = 1; lot <= Math.abs(inventory); lot++) {
      sum += price - state[offset + lot];
    }
    return inventory < 0 ? -sum : sum;
  }
}
