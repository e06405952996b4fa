package io.millrace.benchmarks;

import java.util.Locale;

/** Figures as people read them. */
public final class Figures {
  private static final double THOUSANDS = 10_000;

  private Figures() {}

  /** Four digits at most below ten thousand, whole numbers with separators above. */
  public static String of(double value) {
    if (Math.abs(value) >= THOUSANDS) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    double size = Math.abs(value);
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  static String withUnit(Double value, String unit) {
    return value == null ? "-" : of(value) + " " + unit;
  }

  static String ratio(Double ratio) {
    return ratio == null ? "-" : String.format(Locale.ROOT, "%.2fx", ratio);
  }
}
