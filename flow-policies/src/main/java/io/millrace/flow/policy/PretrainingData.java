package io.millrace.flow.policy;

import java.util.List;

/**
 * What a first version was fitted to: demonstrations that stood in a topic.
 *
 * @param topic the Kafka topic
 * @param offsets what was read of each partition, in the order of reading
 * @param trajectories how many of the records there were used
 * @param samples pairs of an observation and an action in them
 */
public record PretrainingData(
    String topic, List<Offsets> offsets, long trajectories, long samples) {

  /**
   * A stretch of one partition.
   *
   * @param from the first offset
   * @param to the offset after the last
   */
  public record Offsets(int partition, long from, long to) {}
}
