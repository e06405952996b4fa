package io.millrace.env.market;

/**
 * How much one more return changes an exponentially averaged Sharpe ratio.
 *
 * <pre>
 * dA = R - A, dB = R^2 - B;  D = 0.01 (B dA - A dB / 2) / (B - A^2)^1.5, then A += eta dA, B += eta dB;  eta = 0.01
 * D = 0 where R = 0 or B - A^2 is not above 0
 * </pre>
 *
 * <p>Source: Moody and Saffell, "Learning to trade via direct reinforcement", 2001; the scale 0.01
 * is that of "Deep Reinforcement Learning in Cryptocurrency Market Making".
 *
 * @param offset where A and B lie in the state
 */
record DifferentialSharpe(int offset) {

  /** Numbers that it takes in a state: A and B. */
  static final int SIZE = 2;

  private static final double ADAPTATION = 0.01;
  private static final double SCALE = 0.01;

  /** Takes in a return and says what it is worth. */
  double update(double[] state, double income) {
    double mean = state[offset];
    double square = state[offset + 1];
    double meanChange = income - mean;
    double squareChange = income * income - square;
    double variance = square - mean * mean;
    state[offset] += ADAPTATION * meanChange;
    state[offset + 1] += ADAPTATION * squareChange;
    if (income == 0 || variance <= 0) {
      return 0;
    }
    double change = square * meanChange - mean * squareChange / 2;
    return SCALE * change / (variance * Math.sqrt(variance));
  }
}
