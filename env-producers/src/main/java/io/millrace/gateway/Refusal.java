package io.millrace.gateway;

/** Why a request was not carried out. The session is as it was before. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of mistake it is; the text is what clients see. */
  enum Code {
    BAD_JSON("bad-json"),
    BAD_MESSAGE("bad-message"),
    BAD_SHAPE("bad-shape"),
    NOT_FINITE("not-finite"),
    OUT_OF_ORDER("out-of-order"),
    NO_SESSION("no-session"),
    HELLO_FIRST("hello-first"),
    BAD_TOKEN("bad-token"),
    MISFIT("misfit"),
    NEEDS_SEEDS("needs-seeds"),
    LIMIT("limit"),
    TRY_AGAIN("try-again"),
    FAILED("failed");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private final Code code;

  Refusal(Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  Code code() {
    return code;
  }
}
