package io.millrace.job.border;

import io.millrace.schema.RecordCodec;
import io.millrace.schema.RecordFormatException;
import org.apache.avro.specific.SpecificRecord;

/** Decodes bytes of strangers: ends in a record or a {@link RejectedException}. */
public final class BorderCodec {
  private BorderCodec() {}

  /** Whichever known record these bytes are. */
  public static SpecificRecord decode(byte[] bytes) {
    try {
      return RecordCodec.decode(bytes);
    } catch (RecordFormatException e) {
      throw new RejectedException(
          RejectionReason.ofCodec(e.reason()), String.valueOf(e.getMessage()));
    }
  }

  /** The record in these bytes, which must be of the given type. */
  public static <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type) {
    SpecificRecord record = decode(bytes);
    if (!type.isInstance(record)) {
      throw new RejectedException(
          RejectionReason.UNEXPECTED_TYPE,
          "expected " + type.getSimpleName() + ", type=" + record.getSchema().getName());
    }
    return type.cast(record);
  }
}
