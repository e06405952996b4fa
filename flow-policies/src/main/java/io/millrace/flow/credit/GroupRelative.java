package io.millrace.flow.credit;

/**
 * The group-relative advantage.
 *
 * <pre>
 * A_i = (r_i - mean(r)) / (std(r) + epsilon)
 * </pre>
 *
 * Sums run in member order; the variance is two-pass, in float64. A group of one, and a group whose
 * members are all alike, has advantage 0.
 *
 * <p>Source: DeepSeekMath's GRPO; Flow-GRPO (arXiv 2505.05470). Population or sample deviation and
 * epsilon differ between the codes in use, so they are options.
 *
 * @param std which standard deviation divides; NONE divides by 1
 * @param epsilon added to it
 */
public record GroupRelative(Std std, double epsilon) implements GroupBaseline {
  /** Divisor of the sum of squares: n, n - 1, or no division by a deviation at all. */
  public enum Std {
    POPULATION,
    SAMPLE,
    NONE
  }

  public GroupRelative {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException("expected epsilon >= 0, epsilon=" + epsilon);
    }
  }

  @Override
  public double[] compare(double[] values) {
    int n = values.length;
    double[] advantages = new double[n];
    if (n < 2) {
      return advantages;
    }
    double mean = 0;
    for (double value : values) {
      mean += value;
    }
    mean /= n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    if (squares == 0) {
      return advantages;
    }
    double scale =
        switch (std) {
          case POPULATION -> Math.sqrt(squares / n) + epsilon;
          case SAMPLE -> Math.sqrt(squares / (n - 1)) + epsilon;
          case NONE -> 1;
        };
    for (int i = 0; i < n; i++) {
      advantages[i] = (values[i] - mean) / scale;
    }
    return advantages;
  }
}
