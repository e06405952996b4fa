package io.millrace.launcher.error;

/** Something that the user can put right: shown as one clear line, never as a stack trace. */
public final class UserError extends RuntimeException {
  public UserError(String message) {
    super(message);
  }
}
