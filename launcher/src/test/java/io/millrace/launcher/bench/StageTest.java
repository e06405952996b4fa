package io.millrace.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of threads as a run had them. */
class StageTest {
  @ParameterizedTest
  @CsvSource(
      value = {
        "idle-simulators-1, CLIENTS",
        "nioEventLoopGroup-3-2, ACTING",
        "gateway-tick, ACTING",
        "pipeline-source, ACTING",
        "kafka-producer-network-thread | pipeline-gateway, PRODUCER",
        "kafka-producer-network-thread | producer-2, FLINK_PRODUCER",
        "Source Data Fetcher for Source: trajectories -> border and reward (1/1)#0, FLINK_FETCH",
        "Source: trajectories -> border and reward -> (border fates) (1/1)#0, FLINK_SOURCE",
        "OutputFlusher for Source: trajectories -> border and reward (1/1)#0, FLINK_SOURCE",
        "groups and credit -> (late fates) (1/1)#0, FLINK_CREDIT",
        "OutputFlusher for groups and credit -> (late fates) (1/1)#0, FLINK_CREDIT",
        "credit notices: Writer -> credit notices: Committer (1/1)#0, FLINK_CREDIT",
        "data-plane-kafka-request-handler-1, BROKER",
        "kafka-1-raft-io-thread, BROKER",
        "quorum-controller-1-event-handler, BROKER",
        "executor-Fetch, BROKER",
        "millrace-tail, READER",
        "flink-pekko.actor.default-dispatcher-7, OTHER",
        "main, OTHER"
      })
  void of_threadOfARun_isItsStage(String thread, Stage stage) {
    assertThat(Stage.of(thread)).isEqualTo(stage);
  }
}
