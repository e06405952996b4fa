package io.millrace.store.client;

/**
 * The call contradicts what the store holds: other bytes under the same version, a version that is
 * not the next one, a parent that is not the head. Repeating it does not help.
 */
public final class StoreConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreConflictException(String code, String message) {
    super(code, message, null);
  }
}
