package io.millrace.benchmarks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Effort;
import io.millrace.env.mujoco.MujocoProcess;
import io.millrace.env.sumo.SumoGrid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As briefly as can be: what is installed takes part, with its peer, and leaves nothing behind. */
class SimulatorsBenchmarkTest {
  private final List<String> notes = new ArrayList<>();
  private final BenchmarkContext context =
      new BenchmarkContext(new Effort("test", 1, 0.01, 0), Clock.WALL, null, null, notes::add);

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  @Test
  void run_whatIsInstalled_hasALineAndAPeerAndEveryProcessEnds() {
    SimulatorsBenchmark benchmark = new SimulatorsBenchmark();
    assumeTrue(benchmark.missing(context) == null, () -> benchmark.missing(context));
    List<ProcessHandle> before = children();
    List<BenchmarkResult> results = benchmark.run(context);
    List<String> expected = new ArrayList<>();
    int missing = 0;
    if (MujocoProcess.unavailable().isEmpty()) {
      expected.addAll(List.of("env-mujoco-pendulum", "env-mujoco-cartpole", "env-mujoco-hopper"));
    } else {
      missing++;
    }
    if (SumoGrid.unavailable().isEmpty()) {
      expected.add("env-sumo-grid");
    } else {
      missing++;
    }
    assertThat(results).extracting(BenchmarkResult::id).containsExactlyElementsOf(expected);
    assertThat(results).allSatisfy(r -> assertThat(r.ours()).isPositive());
    assertThat(results).allSatisfy(r -> assertThat(r.peerName()).endsWith("alone"));
    assertThat(notes).as("a line for each that is left out").hasSize(missing);
    assertThat(children()).isEqualTo(before);
  }
}
