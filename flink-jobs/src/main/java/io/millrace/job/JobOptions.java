package io.millrace.job;

import io.millrace.schema.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The program arguments of {@link TrainingJob}. What a method is belongs to the recipe instead. */
@Command(name = "training-job", sortOptions = false)
public final class JobOptions {
  @Option(names = "--recipe", required = true, paramLabel = "FILE", description = "the recipe")
  private Path recipe;

  @Option(
      names = "--brokers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, comma-separated")
  private String brokers;

  @Option(names = "--store", required = true, paramLabel = "URL", description = "the model store")
  private URI store;

  @Option(
      names = "--topic-prefix",
      defaultValue = Topics.DEFAULT_PREFIX,
      description = "what topic names begin with (default: ${DEFAULT-VALUE})")
  private String topicPrefix;

  @Option(
      names = "--job",
      defaultValue = "all",
      converter = JobKind.Converter.class,
      description = "all, advantages (reward and credit), reward, credit or learner")
  private JobKind job;

  @Option(
      names = "--group-suffix",
      defaultValue = "",
      description = "ends the names of the consumer groups; another reader of the same log")
  private String groupSuffix;

  @Option(names = "--bounded", description = "stop at what the topics hold at the start")
  private boolean bounded;

  @Option(
      names = "--checkpoint-interval",
      defaultValue = "10s",
      converter = DurationText.class,
      description = "time between checkpoints (default: ${DEFAULT-VALUE})")
  private Duration checkpointInterval;

  @Option(
      names = "--buffer-timeout",
      defaultValue = "2ms",
      converter = DurationText.class,
      description = "how long a record may wait for others (default: ${DEFAULT-VALUE})")
  private Duration bufferTimeout;

  @Option(
      names = "--out-of-orderness",
      defaultValue = "1s",
      converter = DurationText.class,
      description = "how late a record of a partition may be (default: ${DEFAULT-VALUE})")
  private Duration outOfOrderness;

  @Option(
      names = "--idleness",
      defaultValue = "5s",
      converter = DurationText.class,
      description = "when a silent partition stops holding time up (default: ${DEFAULT-VALUE})")
  private Duration idleness;

  @Option(
      names = "--remember-closed",
      defaultValue = "1d",
      converter = DurationText.class,
      description = "how long closed groups are known, for duplicates (default: ${DEFAULT-VALUE})")
  private Duration rememberClosed;

  @Option(
      names = "--publish-timeout",
      defaultValue = "10m",
      converter = DurationText.class,
      description =
          "how long a version is offered to a store that is away, before the job"
              + " restarts (default: ${DEFAULT-VALUE})")
  private Duration publishTimeout;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this")
  private boolean help;

  private JobOptions() {}

  /**
   * The options in these arguments.
   *
   * @throws ParameterException naming the argument and what was expected
   */
  public static JobOptions parse(String... args) {
    JobOptions options = new JobOptions();
    new CommandLine(options).parseArgs(args);
    return options;
  }

  /** What there is to say for {@code --help}. */
  public String usage() {
    return new CommandLine(this).getUsageMessage();
  }

  public boolean help() {
    return help;
  }

  public Path recipe() {
    return recipe;
  }

  public String brokers() {
    return brokers;
  }

  public URI store() {
    return store;
  }

  public String topicPrefix() {
    return topicPrefix;
  }

  public JobKind job() {
    return job;
  }

  public String groupSuffix() {
    return groupSuffix;
  }

  public boolean bounded() {
    return bounded;
  }

  public Duration checkpointInterval() {
    return checkpointInterval;
  }

  public Duration bufferTimeout() {
    return bufferTimeout;
  }

  public Duration rememberClosed() {
    return rememberClosed;
  }

  public Duration publishTimeout() {
    return publishTimeout;
  }

  EventTime eventTime() {
    return new EventTime(outOfOrderness, idleness);
  }
}
