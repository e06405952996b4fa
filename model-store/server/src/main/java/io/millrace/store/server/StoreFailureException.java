package io.millrace.store.server;

/** The store refuses or cannot do what it was asked. */
final class StoreFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  StoreFailureException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
