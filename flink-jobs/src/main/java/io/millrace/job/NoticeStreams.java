package io.millrace.job;

import io.millrace.job.border.NoticeEncoder;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Gathers the side outputs of a job, and leads them to their topics through one sink. */
final class NoticeStreams {
  private static final TypeInformation<OutboundRecord> OUTBOUND =
      TypeInformation.of(OutboundRecord.class);

  private final String job;
  private final NoticeEncoder encoder;
  private final List<DataStream<OutboundRecord>> streams = new ArrayList<>();

  /**
   * @param job prefix of the operators' uids
   * @param topicPrefix what the names of the pipeline's topics begin with
   */
  NoticeStreams(String job, String topicPrefix) {
    this.job = job;
    this.encoder = new NoticeEncoder(topicPrefix);
  }

  /**
   * Adds a side output of fates.
   *
   * @param name part of the operator's uid, unique within the job
   */
  void fates(String name, DataStream<FateNotice> notices) {
    NoticeEncoder to = encoder;
    streams.add(
        notices
            .map(to::fate)
            .returns(OUTBOUND)
            .setParallelism(1)
            .uid(job + "-" + name + "-fates-v1")
            .name(name + " fates"));
  }

  /**
   * Adds a side output of refused records.
   *
   * @param name part of the operator's uid, unique within the job
   */
  void deadLetters(String name, DataStream<RejectedRecord> rejected) {
    NoticeEncoder to = encoder;
    streams.add(
        rejected
            .map(to::deadLetter)
            .returns(OUTBOUND)
            .setParallelism(1)
            .uid(job + "-" + name + "-dead-letters-v1")
            .name(name + " dead letters"));
  }

  /** Adds records that are encoded already. */
  void encoded(DataStream<OutboundRecord> records) {
    streams.add(records);
  }

  /** Ends all that were added in one sink. */
  void sinkTo(Sink<OutboundRecord> sink) {
    DataStream<OutboundRecord> all = streams.get(0);
    for (DataStream<OutboundRecord> stream : streams.subList(1, streams.size())) {
      all = all.union(stream);
    }
    all.sinkTo(sink).setParallelism(1).uid(job + "-notices-v1").name(job + " notices");
  }
}
