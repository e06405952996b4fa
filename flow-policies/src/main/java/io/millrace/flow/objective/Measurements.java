package io.millrace.flow.objective;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Means and maxima of what an update measures, by name. */
public final class Measurements {
  private final Map<String, double[]> sums = new HashMap<>();
  private final Map<String, Double> maxima = new HashMap<>();
  private double[][] ofSteps = new double[0][];

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

  /**
   * Adds a ratio of a flow step, and 1 where clipping holds it back: {@code ratio-mean-step-k} and
   * {@code clip-fraction-step-k} in the end.
   */
  public void ofStep(int step, double ratio, int held) {
    if (step < 0) {
      return;
    }
    if (step >= ofSteps.length) {
      double[][] longer = new double[step + 1][3];
      System.arraycopy(ofSteps, 0, longer, 0, ofSteps.length);
      ofSteps = longer;
    }
    ofSteps[step][0] += ratio;
    ofSteps[step][1] += held;
    ofSteps[step][2]++;
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
    for (int k = 0; k < ofSteps.length; k++) {
      if (ofSteps[k][2] > 0) {
        values.put("ratio-mean-step-" + k, ofSteps[k][0] / ofSteps[k][2]);
        values.put("clip-fraction-step-" + k, ofSteps[k][1] / ofSteps[k][2]);
      }
    }
    return values;
  }
}
