package io.millrace.flow.credit;

/**
 * Each member against the mean of the others (RLOO): {@code A_i = r_i - mean_{j != i} r_j = n / (n
 * - 1) (r_i - mean(r))}. A group of one has advantage 0.
 *
 * <p>Source: Kool, van Hoof, Welling, "Buy 4 REINFORCE samples, get a baseline for free!", 2019.
 */
public record LeaveOneOut() implements GroupBaseline {
  @Override
  public double[] compare(double[] values) {
    int n = values.length;
    double[] advantages = new double[n];
    if (n < 2) {
      return advantages;
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    for (int i = 0; i < n; i++) {
      advantages[i] = values[i] - (sum - values[i]) / (n - 1);
    }
    return advantages;
  }
}
