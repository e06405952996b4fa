package io.millrace.launcher.progress;

import java.util.Locale;

/** Numbers as a person reads them. */
public final class Numbers {
  private Numbers() {}

  /** Three significant digits or so: {@code 0.983}, {@code 12.4}, {@code -1,204}. */
  public static String value(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    String format = size >= 1000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 48 %}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? Math.round(share * 100) + " %" : "–";
  }

  /** {@code 0.8 s}, {@code 41 s}, {@code 3 min 20 s}. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "–";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 120 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }
}
