package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Contender;
import io.millrace.benchmarks.measure.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Effort THREE_ROUNDS = new Effort("test", 3, 0.5, 0);

  private final List<String> turns = new ArrayList<>();

  @Test
  void run_machineThatSlowsDown_takesTheRatioRoundByRound() {
    // Twice as fast in every round, while the machine gets ten times slower.
    BenchmarkResult result =
        new Comparison(THREE_ROUNDS, Clock.WALL)
            .run(
                "id",
                Unit.UPDATES_PER_SECOND,
                side("Millrace", 0.001, 0.005, 0.010),
                side("peer", 0.002, 0.010, 0.020));
    assertThat(result).isEqualTo(new BenchmarkResult("id", "updates/s", 200, 100.0, "peer", 2.0));
    assertThat(turns).containsExactly("Millrace", "peer", "Millrace", "peer", "Millrace", "peer");
  }

  @Test
  void run_duration_ratioAboveOneIsShorter() {
    BenchmarkResult result =
        new Comparison(THREE_ROUNDS, Clock.WALL)
            .run(
                "id",
                Unit.MICROSECONDS,
                side("Millrace", 20e-6, 20e-6, 90e-6),
                side("peer", 100e-6, 100e-6, 100e-6));
    assertThat(result).isEqualTo(new BenchmarkResult("id", "us", 20, 100.0, "peer", 5.0));
  }

  @Test
  void run_noPeer_givesOursAlone() {
    BenchmarkResult result =
        new Comparison(THREE_ROUNDS, Clock.WALL)
            .run("id", Unit.MILLISECONDS, side("Millrace", 0.001, 0.002, 0.003), null);
    assertThat(result).isEqualTo(new BenchmarkResult("id", "ms", 2, null, null, null));
  }

  @Test
  void run_warmUp_countsForNothing() {
    BenchmarkResult result =
        new Comparison(new Effort("test", 1, 0.5, 2), Clock.WALL)
            .run("id", Unit.MILLISECONDS, side("Millrace", 9, 0.001), side("peer", 9, 0.002));
    assertThat(result.ours()).isEqualTo(1);
    assertThat(result.ratio()).isEqualTo(2);
  }

  private Contender side(String name, double... seconds) {
    Iterator<Double> measured = Arrays.stream(seconds).iterator();
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double measure(double time, Clock clock) {
        turns.add(name);
        return measured.next();
      }
    };
  }
}
