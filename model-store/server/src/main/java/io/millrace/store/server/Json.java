package io.millrace.store.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The JSON form of records, on the wire and in the database. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a record that has a JSON form", e);
    }
  }

  /** Reads what {@link #bytes} wrote into the database. */
  static <T> T stored(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw Failure.STORE_CORRUPT.because(
          "expected a readable record, got type=" + type.getSimpleName(), e);
    }
  }

  /** Reads what a caller sent. */
  static <T> T sent(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
    } catch (IOException e) {
      throw Failure.BAD_REQUEST.because("expected a JSON object as body", e);
    }
    throw Failure.BAD_REQUEST.because("expected a JSON object as body, got null");
  }
}
