package io.millrace.store.client;

/**
 * The call is wrong in itself: a key outside the grammar, a hash that does not match the bytes, an
 * artifact over the limit, something that does not exist. Repeating it does not help.
 */
public final class StoreRejectedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreRejectedException(String code, String message) {
    super(code, message, null);
  }
}
