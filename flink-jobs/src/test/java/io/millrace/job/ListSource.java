package io.millrace.job;

import io.millrace.job.record.RawRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;

/** Sources of listed records, in place of Kafka. */
final class ListSource {
  /** The records stay in this JVM; what travels to the tasks is the id of their list. */
  private static final Map<String, List<RawRecord>> LISTS = new ConcurrentHashMap<>();

  private ListSource() {}

  static DataGeneratorSource<RawRecord> of(List<RawRecord> records) {
    return of(records, RateLimiterStrategy.noOp());
  }

  static DataGeneratorSource<RawRecord> perSecond(List<RawRecord> records, double rate) {
    return of(records, RateLimiterStrategy.perSecond(rate));
  }

  private static DataGeneratorSource<RawRecord> of(
      List<RawRecord> records, RateLimiterStrategy<?> rate) {
    String id = UUID.randomUUID().toString();
    LISTS.put(id, List.copyOf(records));
    return new DataGeneratorSource<>(
        index -> LISTS.get(id).get(index.intValue()),
        records.size(),
        rate,
        TypeInformation.of(RawRecord.class));
  }
}
