package io.millrace.env.check;

/** A rule is broken; the message tells the values that differ. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String format, Object... values) {
    super(format.formatted(values));
  }
}
