package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

class JobOptionsTest {

  @Test
  void parse_requiredOnly_defaults() {
    JobOptions options = parse();

    assertThat(options.job()).isEqualTo(JobKind.ALL);
    assertThat(options.topicPrefix()).isEqualTo("millrace.");
    assertThat(options.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.bounded()).isFalse();
  }

  @Test
  void parse_missingBrokers_namesIt() {
    assertThatThrownBy(() -> JobOptions.parse("--recipe=r.yaml", "--store=http://s"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--brokers");
  }

  @Test
  void parse_help_needsNothingElse() {
    JobOptions options = JobOptions.parse("--help");

    assertThat(options.help()).isTrue();
    assertThat(options.usage()).contains("--brokers=HOST:PORT", "--remember-closed");
  }

  @Test
  void parse_unknownJob_namesTheKnownOnes() {
    assertThatThrownBy(() -> parse("--job=learn"))
        .hasMessageContaining("all, advantages, reward, credit, learner")
        .hasMessageContaining("learn");
  }

  @Test
  void prepare_noSuchRecipe_namesThePath() {
    assertThatThrownBy(() -> TrainingJob.prepare(parse()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--recipe=no-such.yaml");
  }

  private static JobOptions parse(String... more) {
    List<String> args =
        new ArrayList<>(List.of("--recipe=no-such.yaml", "--brokers=b:1", "--store=http://s"));
    args.addAll(List.of(more));
    return JobOptions.parse(args.toArray(String[]::new));
  }
}
