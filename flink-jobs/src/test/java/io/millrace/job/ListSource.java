package io.millrace.job;

import io.millrace.job.record.RawRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;

/** Sources of listed records, in place of Kafka. */
final class ListSource {
  private ListSource() {}

  static DataGeneratorSource<RawRecord> of(List<RawRecord> records) {
    return of(records, RateLimiterStrategy.noOp());
  }

  static DataGeneratorSource<RawRecord> perSecond(List<RawRecord> records, double rate) {
    return of(records, RateLimiterStrategy.perSecond(rate));
  }

  private static DataGeneratorSource<RawRecord> of(
      List<RawRecord> records, RateLimiterStrategy<?> rate) {
    ArrayList<RawRecord> list = new ArrayList<>(records);
    return new DataGeneratorSource<>(
        index -> list.get(index.intValue()),
        list.size(),
        rate,
        TypeInformation.of(RawRecord.class));
  }
}
