package io.millrace.rollout.kafka;

import io.millrace.schema.Topics;
import java.net.URI;
import java.util.Objects;

/**
 * Where a worker finds its pipeline, and who it is there.
 *
 * @param brokers bootstrap servers, {@code host:port,...}
 * @param storeUrl of the model store, such as {@code http://127.0.0.1:8470}
 * @param topics of the pipeline
 * @param workerId begins the ids of all its groups. Those are unique for ever: a process that
 *     starts again needs another one, or its groups count as duplicates
 * @param runSeed what all its randomness follows from, with the worker id
 */
public record WorkerSettings(
    String brokers, URI storeUrl, Topics topics, String workerId, long runSeed) {

  public WorkerSettings {
    Objects.requireNonNull(brokers, "brokers");
    Objects.requireNonNull(storeUrl, "storeUrl");
    Objects.requireNonNull(topics, "topics");
    if (!workerId.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "expected a worker id of 1 to 63 letters, digits, dots, hyphens and underscores,"
              + " workerId="
              + workerId);
    }
  }
}
