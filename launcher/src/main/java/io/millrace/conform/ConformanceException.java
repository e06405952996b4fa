package io.millrace.conform;

/** A case that cannot be run as it is written: an unknown name, a missing input, a wrong type. */
public final class ConformanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with the case. */
  public ConformanceException(String message) {
    super(message);
  }
}
