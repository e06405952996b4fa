package io.millrace.launcher.bench;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Parts of the pipeline, told by the names of their threads. */
enum Stage {
  /** Idle simulators: their sockets, and looking at the answers. */
  CLIENTS(startingWith(IdleCrowd.THREADS)),
  /** The threads of the gateway's connections; of the worker that is compared with it. */
  ACTING(startingWith("nioEventLoopGroup").or(startingWith("gateway-")).or(PipelineSource::works)),
  /** The producer's own thread, to which records are handed. */
  PRODUCER(startingWith("kafka-producer-network-thread | " + PipelineSource.PREFIX)),
  /** Fetches from the trajectories topic. */
  FLINK_FETCH(name -> name.contains("Source Data Fetcher")),
  /** The task that begins at the source: the border of the log, and the reward. */
  FLINK_SOURCE(task("(OutputFlusher for )?Source:.*")),
  /** The tasks behind it: groups, credit, and writing advantages down. */
  FLINK_CREDIT(task(".*")),
  /** The producers of the job. */
  FLINK_PRODUCER(startingWith("kafka-producer-network-thread | ")),
  /** Everything of Kafka's server. */
  BROKER(
      matching(
          "(data-plane|kafka-|controller|quorum|raft|broker|group-|transaction|log-|Expiration"
              + "|ThrottledChannel|executor-|metadata|snapshot|share-|feature-|[0-9]+-|node).*")),
  /** Reads advantages as a learner would. */
  READER(startingWith("millrace-tail")),
  /** The rest of the JVM's Java threads: Flink's own, the benchmark's. */
  OTHER(name -> true);

  private final Predicate<String> threads;

  Stage(Predicate<String> threads) {
    this.threads = threads;
  }

  private static Predicate<String> startingWith(String beginning) {
    return name -> name.startsWith(beginning);
  }

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  /** Flink's threads of tasks end with the number of the subtask and the attempt. */
  private static Predicate<String> task(String name) {
    return matching(name + " \\([0-9]+/[0-9]+\\)#[0-9]+");
  }

  /** The stage of a thread: the first that its name belongs to. */
  static Stage of(String thread) {
    for (Stage stage : values()) {
      if (stage.threads.test(thread)) {
        return stage;
      }
    }
    throw new IllegalStateException("OTHER takes every name, thread=" + thread);
  }

  /** In ids of results. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
