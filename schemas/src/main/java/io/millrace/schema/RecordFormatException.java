package io.millrace.schema;

/** Bytes that are no record, or a record whose tensors contradict themselves. */
public final class RecordFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a kebab-case word from a closed set, for counting
   * @param detail what was expected and what came, for a person
   */
  public RecordFormatException(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  RecordFormatException(String reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  /**
   * One of {@code empty, not-single-object, unknown-schema, malformed, trailing-bytes,
   * tensor-shape}.
   */
  public String reason() {
    return reason;
  }
}
