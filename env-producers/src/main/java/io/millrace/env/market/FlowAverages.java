package io.millrace.env.market;

/**
 * Balances of what happened lately, each in [-1, 1], as exponential averages over two spans.
 *
 * <pre>
 * up += (u - up) / span, down += (d - down) / span at each snapshot;  balance = (up - down) / (up + down), 0 before anything
 * </pre>
 *
 * <p>With u and d the buys and sells of a snapshot this is the trade flow imbalance; with gains and
 * losses of the mid it is the relative strength index, {@code 50 (1 + balance)}.
 *
 * @param offset where up and down of each span lie in the state
 */
record FlowAverages(int offset) {

  private static final int[] SPANS = {300, 900};

  /** Numbers that they take in a state. */
  static final int SIZE = 2 * SPANS.length;

  /** Balances that they tell. */
  static final int BALANCES = SPANS.length;

  /** Takes in a snapshot. */
  void update(double[] state, double up, double down) {
    for (int i = 0; i < SPANS.length; i++) {
      int at = offset + 2 * i;
      state[at] += (up - state[at]) / SPANS[i];
      state[at + 1] += (down - state[at + 1]) / SPANS[i];
    }
  }

  /** The balance over a span. */
  double balance(double[] state, int span) {
    double up = state[offset + 2 * span];
    double down = state[offset + 2 * span + 1];
    return up + down == 0 ? 0 : (up - down) / (up + down);
  }
}
