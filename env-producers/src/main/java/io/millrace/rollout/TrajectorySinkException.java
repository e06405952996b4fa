package io.millrace.rollout;

/** A record could not be made durable. The worker must stop: going on would hide the loss. */
public final class TrajectorySinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrajectorySinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
