package io.millrace.rollout;

/** A member failed, so the whole group is worthless: its members are compared with one another. */
final class GroupAbandonedException extends Exception {
  private static final long serialVersionUID = 1L;

  GroupAbandonedException(String reason) {
    super(reason);
  }

  GroupAbandonedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
