package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every release's schemas and bytes stay readable, both ways: a rolling upgrade has old readers of
 * new records and new readers of old ones. A change that breaks this fails here, and so the build.
 */
final class SchemaEvolutionTest {
  static Stream<SpecificRecord> records() {
    return SampleRecords.all().stream();
  }

  @ParameterizedTest
  @MethodSource("records")
  void currentSchema_andEveryReleasedOne_readEachOther(SpecificRecord record) throws IOException {
    Schema current = record.getSchema();
    for (String release : RecordCodec.RELEASES) {
      Schema released = released(release, current.getName());
      assertThat(compatibility(current, released)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
      assertThat(compatibility(released, current)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void goldenBytes_ofEveryRelease_decodeToTheSameRecord(SpecificRecord record) throws IOException {
    for (String release : RecordCodec.RELEASES) {
      byte[] golden = golden(release, record.getSchema().getName());
      assertThat(RecordCodec.decode(golden)).isEqualTo(record);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void encode_currentRelease_givesTheGoldenBytes(SpecificRecord record) throws IOException {
    String current = RecordCodec.RELEASES.get(RecordCodec.RELEASES.size() - 1);
    assertThat(HexFormat.of().formatHex(RecordCodec.encode(record)))
        .isEqualTo(HexFormat.of().formatHex(golden(current, record.getSchema().getName())));
  }

  /** Tomorrow's schema: one more field, with a default. */
  @Test
  void addedFieldWithDefault_oldBytes_readWithTheDefault() throws IOException {
    Schema old = SpecificData.get().getSchema(GroupEnd.class);
    Schema extended = extended(old, true);
    GenericData.Record record = new GenericData.Record(old);
    record.put("policyId", "cart");
    record.put("epoch", 1L);
    record.put("groupId", "g");
    record.put("reason", "r");
    record.put("endedAtMs", 5L);
    GenericRecord read = transcode(record, old, extended);
    assertThat(read.get("note")).hasToString("none");
    assertThat(read.get("groupId")).hasToString("g");
  }

  @Test
  void addedFieldWithoutDefault_isFoundIncompatible() {
    Schema old = SpecificData.get().getSchema(GroupEnd.class);
    assertThat(compatibility(extended(old, false), old))
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static Schema extended(Schema old, boolean withDefault) {
    SchemaBuilder.FieldAssembler<Schema> fields =
        SchemaBuilder.record(old.getName()).namespace(old.getNamespace()).fields();
    for (Schema.Field field : old.getFields()) {
      fields = fields.name(field.name()).type(field.schema()).noDefault();
    }
    return withDefault
        ? fields.name("note").type().stringType().stringDefault("none").endRecord()
        : fields.name("note").type().stringType().noDefault().endRecord();
  }

  private static GenericRecord transcode(GenericRecord record, Schema writer, Schema reader)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(writer).write(record, encoder);
    return new GenericDatumReader<GenericRecord>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static Schema released(String release, String name) throws IOException {
    return new Schema.Parser().parse(resource("/released/" + release + "/" + name + ".avsc"));
  }

  private static byte[] golden(String release, String name) throws IOException {
    return HexFormat.of().parseHex(resource("/golden/" + release + "/" + name + ".hex").strip());
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = SchemaEvolutionTest.class.getResourceAsStream(path)) {
      assertThat(in).as("%s: every record type of every release has one", path).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
