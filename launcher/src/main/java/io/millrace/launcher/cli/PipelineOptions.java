package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.schema.Topics;
import picocli.CommandLine.Option;

/** Names a pipeline on a broker. */
final class PipelineOptions {
  @Option(
      names = "--brokers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The Kafka brokers, comma-separated.")
  private String brokers;

  @Option(
      names = "--topic-prefix",
      defaultValue = Topics.DEFAULT_PREFIX,
      paramLabel = "PREFIX",
      description = "What the pipeline's topics begin with; else ${DEFAULT-VALUE}")
  private String prefix;

  String brokers() {
    return checked(brokers);
  }

  /** Bootstrap servers as Kafka wants them. */
  static String checked(String brokers) {
    if (!brokers.matches("[^:,\\s]+:\\d{1,5}(,[^:,\\s]+:\\d{1,5})*")) {
      throw new UserError("the brokers must be HOST:PORT, comma-separated, brokers=" + brokers);
    }
    return brokers;
  }

  Topics topics() {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }
}
