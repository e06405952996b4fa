package io.millrace.job.border;

/** The input's fault: says why a record is refused, and never leaves the class that asked. */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  /**
   * @param reason the word that is counted
   * @param detail for a person: which field, what was expected, what came
   */
  public RejectedException(RejectionReason reason, String detail) {
    // The input's fault needs no stack trace of ours, and hostile input must be cheap to refuse.
    super(detail, null, false, false);
    this.reason = reason;
  }

  public RejectionReason reason() {
    return reason;
  }
}
