package io.millrace.launcher.report.plot;

import java.util.Arrays;

/** What is shaded around the mean over seeds. */
public enum Band {
  MIN_MAX("min-max", "min to max over seeds") {
    @Override
    Spread of(double[] values) {
      double low = Arrays.stream(values).min().orElseThrow();
      double high = Arrays.stream(values).max().orElseThrow();
      return new Spread(mean(values), low, high);
    }
  },
  /** Sample standard deviation over the root of the count; nothing for a single value. */
  STANDARD_ERROR("standard-error", "± one standard error over seeds") {
    @Override
    Spread of(double[] values) {
      double mean = mean(values);
      if (values.length == 1) {
        return new Spread(mean, mean, mean);
      }
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double error = Math.sqrt(squares / (values.length - 1) / values.length);
      return new Spread(mean, mean - error, mean + error);
    }
  };

  private final String name;
  private final String caption;

  Band(String name, String caption) {
    this.name = name;
    this.caption = caption;
  }

  /** Of the values of all seeds at one place; at least one. */
  abstract Spread of(double[] values);

  String caption() {
    return caption;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** As a person types it. */
  @Override
  public String toString() {
    return name;
  }
}
