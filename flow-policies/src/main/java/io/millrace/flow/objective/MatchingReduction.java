package io.millrace.flow.objective;

/** How a flow-matching error {@code d} of D dimensions becomes one number. */
public enum MatchingReduction {
  /** {@code |d|^2 / D}. */
  MEAN,
  /** {@code |d|^2}. */
  SUM,
  /** {@code |d|^2 / sqrt(D)}. */
  SQRT;

  /** What the sum of squares is multiplied by. */
  double scale(int dimensions) {
    return switch (this) {
      case MEAN -> 1.0 / dimensions;
      case SUM -> 1;
      case SQRT -> 1 / Math.sqrt(dimensions);
    };
  }

  /** The sum of squares that became this number. */
  public double sumOfSquares(double reduced, int dimensions) {
    return reduced / scale(dimensions);
  }
}
