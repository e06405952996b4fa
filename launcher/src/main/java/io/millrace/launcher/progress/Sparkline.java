package io.millrace.launcher.progress;

import java.util.List;

/** A row of small bars. */
public final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final double FLAT = 0.4;

  private Sparkline() {}

  /**
   * Bars between the smallest and the largest value, each the mean of its share of the values.
   *
   * @param values oldest first; those that are not finite leave a gap
   * @param width the most bars
   */
  public static String of(List<Double> values, int width) {
    int bars = Math.min(values.size(), width);
    double[] means = new double[bars];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < bars; i++) {
      int from = (int) ((long) i * values.size() / bars);
      int to = (int) ((long) (i + 1) * values.size() / bars);
      means[i] = mean(values.subList(from, to));
      if (Double.isFinite(means[i])) {
        low = Math.min(low, means[i]);
        high = Math.max(high, means[i]);
      }
    }
    StringBuilder line = new StringBuilder(bars);
    for (double mean : means) {
      line.append(bar(mean, low, high));
    }
    return line.toString();
  }

  private static char bar(double value, double low, double high) {
    if (!Double.isFinite(value)) {
      return ' ';
    }
    double height = high > low ? (value - low) / (high - low) : FLAT;
    return BARS.charAt((int) Math.min(BARS.length() - 1, height * BARS.length()));
  }

  private static double mean(List<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
