package io.millrace.store.client;

/**
 * The store's disk is full: it keeps answering reads and takes versions again once there is space.
 * The client does not retry this by itself.
 */
public final class StoreFullException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public StoreFullException(String code, String message) {
    super(code, message, null);
  }
}
