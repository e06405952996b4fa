package io.millrace.job;

import io.millrace.job.record.OutboundRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Collects what a job in this JVM wrote.
 *
 * @param id tells tests apart, since the sink is copied on its way to the tasks
 */
record CollectSink(String id) implements Sink<OutboundRecord> {
  private static final Map<String, List<OutboundRecord>> COLLECTED = new ConcurrentHashMap<>();

  List<OutboundRecord> records() {
    return COLLECTED.computeIfAbsent(id, unused -> new CopyOnWriteArrayList<>());
  }

  List<byte[]> values(String topic) {
    return records().stream()
        .filter(record -> record.topic().equals(topic))
        .map(OutboundRecord::value)
        .toList();
  }

  @Override
  public SinkWriter<OutboundRecord> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(OutboundRecord record, Context unused) {
        records().add(record);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
