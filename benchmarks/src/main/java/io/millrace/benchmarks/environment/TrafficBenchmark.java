package io.millrace.benchmarks.environment;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import java.util.List;

/** The traffic simulators alone, without a policy. */
public final class TrafficBenchmark implements Benchmark {
  @Override
  public String id() {
    return "traffic";
  }

  @Override
  public String group() {
    return "environment";
  }

  @Override
  public String question() {
    return "How many steps a second do the traffic simulators make?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    BusyGrid grid = new BusyGrid();
    BenchmarkResult steps = context.against("cityflow-6x6", Unit.ENV_STEPS_PER_SECOND, grid, null);
    BenchmarkResult vehicles =
        BenchmarkResult.alone(
            "cityflow-6x6-vehicles",
            Unit.VEHICLE_UPDATES_PER_SECOND,
            steps.ours() * grid.vehiclesPerStep());
    try (HighwayStep command = new HighwayStep()) {
      BenchmarkResult highway =
          context.against("self-regulating-cars", Unit.ENV_STEPS_PER_SECOND, command, null);
      return List.of(steps, vehicles, highway);
    }
  }
}
