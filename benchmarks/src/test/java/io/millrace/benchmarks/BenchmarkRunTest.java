package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Effort;
import io.millrace.benchmarks.peer.PyTorch;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkRunTest {
  private final List<String> notes = new ArrayList<>();

  @Test
  void run_somethingMissing_leavesItOutWithANote() {
    try (PyTorch pytorch = new PyTorch(notes::add)) {
      BenchmarkContext context =
          new BenchmarkContext(Effort.QUICK, Clock.CPU, pytorch, null, notes::add);
      PrintStream out = System.out;
      List<BenchmarkResult> progress = new ArrayList<>();
      BenchmarkReport report =
          new BenchmarkRun(context, progress::add)
              .run(List.of(new Fake("here", null), new Fake("elsewhere", "no such folder")));

      assertThat(report.results())
          .containsExactly(BenchmarkResult.alone("here", Unit.MILLISECONDS, 2))
          .isEqualTo(progress);
      assertThat(notes).containsExactly("elsewhere is left out: no such folder");
      assertThat(report.machine().clock()).isEqualTo("cpu");
      assertThat(report.machine().effort()).isEqualTo("quick");
      assertThat(System.out).isSameAs(out);
    }
  }

  private record Fake(String id, String lacking) implements Benchmark {
    @Override
    public String group() {
      return "fake";
    }

    @Override
    public String question() {
      return "Who asks?";
    }

    @Override
    public String missing(BenchmarkContext context) {
      return lacking;
    }

    @Override
    public List<BenchmarkResult> run(BenchmarkContext context) {
      assertThat(System.out).isSameAs(System.err);
      return List.of(BenchmarkResult.alone(id, Unit.MILLISECONDS, 2));
    }
  }
}
