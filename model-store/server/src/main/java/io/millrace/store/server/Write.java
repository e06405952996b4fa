package io.millrace.store.server;

/**
 * One change of a batch.
 *
 * @param value null to delete the key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only handed on
record Write(Family family, byte[] key, byte[] value) {

  static Write json(Family family, byte[] key, Object value) {
    return new Write(family, key, Json.bytes(value));
  }

  static Write delete(Family family, byte[] key) {
    return new Write(family, key, null);
  }

  int bytes() {
    return key.length + (value == null ? 0 : value.length);
  }
}
