package io.millrace.recipe;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/** JSON in one line that is YAML too: no character that a YAML reader folds or refuses. */
final class JsonText {
  /** Characters that stand in double quotes as they are; line breaks of Unicode do not. */
  private static final Pattern PRINTABLE =
      Pattern.compile("[\\x20-\\x7E\\u00A0-\\u2027\\u202A-\\uD7FF\\uE000-\\uFEFE\\uFF00-\\uFFFD]*");

  // The fast writer prints the shortest decimal that reads back; Double.toString does so only from
  // JDK 19 on, and a hash must not depend on the JDK.
  private static final JsonMapper READABLE =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private static final JsonMapper ASCII =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .characterEscapes(new DeleteToo())
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .build())
          .build();

  private JsonText() {}

  /** Letters of every script as they are, unless the text holds something unprintable. */
  static String readable(JsonNode node) {
    String text = write(READABLE, node);
    return PRINTABLE.matcher(text).matches() ? text : ascii(node);
  }

  /** Everything but printable ASCII escaped. */
  static String ascii(JsonNode node) {
    return write(ASCII, node);
  }

  private static String write(JsonMapper mapper, JsonNode node) {
    try {
      return mapper.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a writable value", e);
    }
  }

  /** JSON lets the control character DEL stand as it is; YAML does not. */
  private static final class DeleteToo extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7F;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[DELETE] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
