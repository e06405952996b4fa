package io.millrace.flow.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: 8 bytes little-endian header length, a JSON header {@code {name: {dtype,
 * shape, data_offsets}, "__metadata__": {...}}}, then the packed little-endian numbers. Written so
 * that equal content gives equal bytes; read with every check that the format asks for.
 *
 * @param metadata names and texts, in order
 * @param tensors float32, in the order of their data
 */
public record SafeTensors(Map<String, String> metadata, List<Named> tensors) {
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** A float32 matrix, row-major. */
  public record Named(String name, int[] shape, float[] values) {}

  /** The file's bytes. */
  public byte[] encode() {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode meta = header.putObject("__metadata__");
    metadata.forEach(meta::put);
    int bytes = 0;
    for (Named tensor : tensors) {
      ObjectNode entry = header.putObject(tensor.name);
      entry.put("dtype", "F32");
      var shape = entry.putArray("shape");
      for (int length : tensor.shape) {
        shape.add(length);
      }
      int end = bytes + tensor.values.length * Float.BYTES;
      entry.putArray("data_offsets").add(bytes).add(end);
      bytes = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer out =
        ByteBuffer.allocate(Long.BYTES + padded + bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded).put(json);
    for (int i = json.length; i < padded; i++) {
      out.put((byte) ' ');
    }
    for (Named tensor : tensors) {
      for (float value : tensor.values) {
        out.putFloat(value);
      }
    }
    return out.array();
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  public static SafeTensors decode(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    require(file.length >= Long.BYTES, "shorter than a header length");
    long headerBytes = in.getLong();
    require(
        headerBytes >= 0 && headerBytes <= Math.min(in.remaining(), MAX_HEADER_BYTES),
        "header length out of range, bytes=" + headerBytes);
    byte[] json = new byte[(int) headerBytes];
    in.get(json);
    JsonNode header = parse(json);
    Map<String, String> metadata = new LinkedHashMap<>();
    header
        .path("__metadata__")
        .properties()
        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
    List<Span> spans = new ArrayList<>();
    header
        .properties()
        .forEach(
            e -> {
              if (!e.getKey().equals("__metadata__")) {
                spans.add(Span.of(e.getKey(), e.getValue()));
              }
            });
    spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
    List<Named> tensors = new ArrayList<>();
    ByteBuffer data = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    long expected = 0;
    for (Span span : spans) {
      require(span.begin == expected, "data has a gap or an overlap at " + span.name);
      require(span.end <= data.limit(), "data ends before " + span.name);
      tensors.add(span.read(data));
      expected = span.end;
    }
    require(expected == data.limit(), "bytes follow the last tensor");
    return new SafeTensors(metadata, tensors);
  }

  private static JsonNode parse(byte[] json) {
    try {
      JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      require(header != null && header.isObject(), "the header is not a JSON object");
      return header;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a safetensors file: the header is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("not a safetensors file: " + problem);
    }
  }

  private record Span(String name, int[] shape, long begin, long end) {
    static Span of(String name, JsonNode entry) {
      require(entry.path("dtype").asText().equals("F32"), "expected dtype F32 for " + name);
      JsonNode offsets = entry.path("data_offsets");
      require(offsets.size() == 2, "expected two data_offsets for " + name);
      JsonNode lengths = entry.path("shape");
      int[] shape = new int[lengths.size()];
      long count = 1;
      for (int i = 0; i < shape.length; i++) {
        require(
            lengths.get(i).canConvertToInt() && lengths.get(i).asInt() >= 0, "shape of " + name);
        shape[i] = lengths.get(i).asInt();
        count = Math.multiplyExact(count, shape[i]);
        require(count <= Integer.MAX_VALUE / Float.BYTES, "too many elements in " + name);
      }
      long begin = offsets.get(0).asLong(-1);
      long end = offsets.get(1).asLong(-1);
      require(begin >= 0 && end - begin == count * Float.BYTES, "length of " + name);
      return new Span(name, shape, begin, end);
    }

    Named read(ByteBuffer data) {
      float[] values = new float[(int) ((end - begin) / Float.BYTES)];
      data.slice((int) begin, (int) (end - begin))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return new Named(name, shape, values);
    }
  }
}
