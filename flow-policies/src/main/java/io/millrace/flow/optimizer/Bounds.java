package io.millrace.flow.optimizer;

/** What the options of optimizers must keep to. NaN keeps to nothing. */
final class Bounds {
  private Bounds() {}

  static void checkPositive(String name, double value) {
    check(value > 0 && Double.isFinite(value), name, "> 0", value);
  }

  static void checkNotNegative(String name, double value) {
    check(value >= 0 && Double.isFinite(value), name, ">= 0", value);
  }

  /** A share of the past that is kept: from 0 up to, but without, 1. */
  static void checkMemory(String name, double value) {
    check(value >= 0 && value < 1, name, "in [0, 1)", value);
  }

  static void checkShare(String name, double value) {
    check(value >= 0 && value <= 1, name, "in [0, 1]", value);
  }

  private static void check(boolean holds, String name, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + name + " " + rule + ", got " + value);
    }
  }
}
