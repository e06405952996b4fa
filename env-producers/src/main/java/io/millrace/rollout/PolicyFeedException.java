package io.millrace.rollout;

/** No further version will come from this feed. */
public final class PolicyFeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PolicyFeedException(String message, Throwable cause) {
    super(message, cause);
  }
}
