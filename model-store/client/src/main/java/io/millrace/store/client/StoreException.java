package io.millrace.store.client;

/** The store did not do what it was asked. The subclasses say what to do about it. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code kebab-case, the store's own where it answered
   */
  public StoreException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The kind of failure in kebab-case, such as {@code version-conflict} or {@code store-full}. */
  public final String code() {
    return code;
  }
}
