package io.millrace.job;

import io.millrace.job.record.RawRecord;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How event time advances. Event time is the broker's time stamp, not the worker's clock: a worker
 * whose clock is wrong must not decide over other workers' groups.
 *
 * @param outOfOrderness how far records may be behind the newest of their partition
 * @param idleness after how long a silent partition stops holding the others up
 */
public record EventTime(Duration outOfOrderness, Duration idleness) implements Serializable {

  WatermarkStrategy<RawRecord> strategy() {
    return WatermarkStrategy.<RawRecord>forBoundedOutOfOrderness(outOfOrderness)
        .withTimestampAssigner((record, previous) -> record.timestampMs())
        .withIdleness(idleness);
  }
}
