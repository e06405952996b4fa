package io.millrace.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro's single-object encoding: the bytes {@code C3 01}, the schema's 64-bit fingerprint
 * (little-endian), the record. A reader needs no registry: it knows today's schemas and those of
 * every release, and resolves old bytes to today's record.
 *
 * <p>Safe for hostile bytes: decoding ends in a record or a {@link RecordFormatException}, and
 * never allocates more than the input could hold.
 */
public final class RecordCodec {
  private static final int HEADER_BYTES = 10;
  private static final short MARKER = (short) 0x01C3;

  /** Releases whose schemas are kept under {@code /released/<version>/}. */
  static final List<String> RELEASES = List.of("0.1.0", "0.2.0", "0.3.0");

  static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          Trajectory.class,
          GroupEnd.class,
          RewardEvent.class,
          AdvantageRecord.class,
          PolicyAnnouncement.class,
          DeadLetter.class,
          TrajectoryFate.class,
          LearnerMetrics.class,
          Tensor.class);

  private static final Map<Long, Format> BY_FINGERPRINT = new HashMap<>();
  private static final Map<Schema, Format> BY_SCHEMA = new HashMap<>();

  static {
    limitDeclaredSizes();
    trustOwnClasses();
    for (Class<? extends SpecificRecord> type : TYPES) {
      Schema current = SpecificData.get().getSchema(type);
      Format format = new Format(type, current, current);
      BY_SCHEMA.put(current, format);
      BY_FINGERPRINT.put(format.fingerprint, format);
      for (Schema released : releasedSchemas(type.getSimpleName())) {
        Format old = new Format(type, released, current);
        BY_FINGERPRINT.putIfAbsent(old.fingerprint, old);
      }
    }
  }

  private RecordCodec() {}

  /** The record in single-object encoding. */
  public static byte[] encode(SpecificRecord record) {
    Format format = BY_SCHEMA.get(record.getSchema());
    if (format == null) {
      throw new IllegalArgumentException("not a record of these schemas: " + record.getClass());
    }
    return format.encode(record);
  }

  /**
   * The record in these bytes, whichever of the known types it is.
   *
   * @throws RecordFormatException where the bytes are not a record
   */
  public static SpecificRecord decode(byte[] bytes) {
    return formatOf(bytes).decode(bytes);
  }

  /**
   * The record in these bytes, which must be of the given type.
   *
   * @throws RecordFormatException where the bytes are not such a record
   */
  public static <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type) {
    Format format = formatOf(bytes);
    if (format.type != type) {
      throw new RecordFormatException(
          "unknown-schema",
          "expected " + type.getSimpleName() + ", got " + format.type.getSimpleName());
    }
    return type.cast(format.decode(bytes));
  }

  private static Format formatOf(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw new RecordFormatException("empty", "the record has no bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER_BYTES || header.getShort(0) != MARKER) {
      throw new RecordFormatException(
          "not-single-object", "no single-object header, bytes=" + bytes.length);
    }
    long fingerprint = header.getLong(2);
    Format format = BY_FINGERPRINT.get(fingerprint);
    if (format == null) {
      throw new RecordFormatException(
          "unknown-schema",
          "no known schema has this fingerprint, fingerprint=" + Long.toHexString(fingerprint));
    }
    return format;
  }

  /** Avro allocates what a length field declares; these limits bound that in every process. */
  private static void limitDeclaredSizes() {
    for (String kind : List.of("bytes", "string")) {
      setDefault(
          "org.apache.avro.limits." + kind + ".maxLength",
          Integer.toString(Topics.MAX_RECORD_BYTES));
    }
    setDefault("org.apache.avro.limits.collectionItems.maxLength", Integer.toString(1 << 20));
  }

  /** Avro makes no object of a class that nobody vouched for. */
  private static void trustOwnClasses() {
    ClassSecurityValidator.Builder own = ClassSecurityValidator.builder();
    TYPES.forEach(own::add);
    List.of(AdvantageMember.class, AdvantageKind.class, ElementType.class, Fate.class)
        .forEach(own::add);
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), own.build()));
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static List<Schema> releasedSchemas(String name) {
    List<Schema> schemas = new ArrayList<>();
    for (String release : RELEASES) {
      String path = "/released/" + release + "/" + name + ".avsc";
      try (InputStream in = RecordCodec.class.getResourceAsStream(path)) {
        if (in != null) {
          schemas.add(new Schema.Parser().parse(in));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + path, e);
      }
    }
    return schemas;
  }

  /** One writer's schema and the record type that its bytes become. */
  private static final class Format {
    final Class<? extends SpecificRecord> type;
    final long fingerprint;
    private final Schema writer;
    private final Schema reader;

    Format(Class<? extends SpecificRecord> type, Schema writer, Schema reader) {
      this.type = type;
      this.writer = writer;
      this.reader = reader;
      this.fingerprint = SchemaNormalization.parsingFingerprint64(writer);
    }

    byte[] encode(SpecificRecord record) {
      try {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.write(0xC3);
        out.write(0x01);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
          out.write((int) (fingerprint >>> shift));
        }
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new SpecificDatumWriter<SpecificRecord>(writer).write(record, encoder);
        return out.toByteArray();
      } catch (IOException | NullPointerException | ClassCastException e) {
        throw new IllegalArgumentException("cannot encode a " + type.getSimpleName(), e);
      }
    }

    SpecificRecord decode(byte[] bytes) {
      BinaryDecoder decoder =
          DecoderFactory.get()
              .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
      SpecificRecord record;
      boolean atEnd;
      try {
        record = new SpecificDatumReader<SpecificRecord>(writer, reader).read(null, decoder);
        atEnd = decoder.isEnd();
      } catch (IOException
          | AvroRuntimeException
          | UnsupportedOperationException
          | IndexOutOfBoundsException
          | NegativeArraySizeException
          | ClassCastException
          | IllegalArgumentException e) {
        throw new RecordFormatException(
            "malformed", "the bytes are not a " + type.getSimpleName() + ": " + e.getMessage(), e);
      }
      if (!atEnd) {
        throw new RecordFormatException(
            "trailing-bytes", "bytes follow the " + type.getSimpleName());
      }
      return record;
    }
  }
}
