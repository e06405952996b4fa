package io.millrace.store.server;

/** What can go wrong, by the code a caller sees and the HTTP status it travels under. */
enum Failure {
  BAD_KEY("bad-key", 400),
  BAD_REQUEST("bad-request", 400),
  HASH_MISMATCH("hash-mismatch", 400),
  NOT_FOUND("not-found", 404),
  VERSION_TAKEN("version-taken", 409),
  VERSION_NOT_NEXT("version-not-next", 409),
  PARENT_NOT_HEAD("parent-not-head", 409),
  SEQUENCE_AHEAD("sequence-ahead", 409),
  LENGTH_REQUIRED("length-required", 411),
  ARTIFACT_TOO_LARGE("artifact-too-large", 413),
  STORE_CORRUPT("store-corrupt", 500),
  STORE_BUSY("store-busy", 503),
  STORE_IO("store-io", 503),
  STORE_CLOSED("store-closed", 503),
  DIRECTORY_IN_USE("directory-in-use", 503),
  STORE_FULL("store-full", 507);

  private final String code;
  private final int status;

  Failure(String code, int status) {
    this.code = code;
    this.status = status;
  }

  String code() {
    return code;
  }

  int status() {
    return status;
  }

  StoreFailureException because(String message) {
    return new StoreFailureException(this, message, null);
  }

  StoreFailureException because(String message, Throwable cause) {
    return new StoreFailureException(this, message, cause);
  }
}
