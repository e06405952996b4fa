package io.millrace.store.client;

/**
 * The store cannot be reached or cannot answer now; the same call may succeed later. The client has
 * already retried for as long as its settings say.
 */
public class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
