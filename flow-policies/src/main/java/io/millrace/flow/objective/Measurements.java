package io.millrace.flow.objective;

import java.util.Map;
import java.util.TreeMap;

/** Means and maxima of what an update measures, by name. */
public final class Measurements {
  private final Map<String, double[]> sums = new TreeMap<>();
  private final Map<String, Double> maxima = new TreeMap<>();

  /** Adds a number to the mean of this name. */
  public void mean(String name, double value) {
    mean(name, value, 1);
  }

  /** Adds the sum of {@code count} numbers to the mean of this name. */
  public void mean(String name, double sum, double count) {
    double[] entry = sums.computeIfAbsent(name, n -> new double[2]);
    entry[0] += sum;
    entry[1] += count;
  }

  /** Keeps the largest number of this name. */
  public void max(String name, double value) {
    maxima.merge(name, value, Math::max);
  }

  /** The largest number of this name so far; 0 where there is none. */
  public double maximum(String name) {
    return maxima.getOrDefault(name, 0.0);
  }

  /** Every mean and maximum, in the order of their names. */
  public Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>(maxima);
    sums.forEach((name, entry) -> values.put(name, entry[0] / entry[1]));
    return values;
  }
}
