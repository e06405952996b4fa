package io.millrace.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkIT {
  @Test
  void submit_boundedJobs_runAndEnd(@TempDir Path data) throws Exception {
    long begin = System.nanoTime();
    try (EmbeddedFlink flink = EmbeddedFlink.start(data, 2)) {
      System.out.printf("flink ready in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
      assertThat(flink.restAddress()).startsWith("http://127.0.0.1:");

      JobID good =
          flink.submit(
              "good",
              new Configuration(),
              env -> env.fromSequence(1, 100).sinkTo(new DiscardingSink<>()));
      assertThat(flink.ended(good).get(30, TimeUnit.SECONDS)).isNull();
      System.out.printf("first job ended at %d ms%n", (System.nanoTime() - begin) / 1_000_000);

      JobID bad =
          flink.submit(
              "bad",
              new Configuration(),
              env -> env.fromSequence(0, 3).map(n -> 1 / n).sinkTo(new DiscardingSink<>()));
      assertThat(flink.ended(bad).get(30, TimeUnit.SECONDS))
          .hasStackTraceContaining("ArithmeticException");
      begin = System.nanoTime();
    }
    System.out.printf("flink stopped in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
  }
}
