package io.millrace.benchmarks.environment;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.env.Environment;
import io.millrace.env.TimeLimit;
import io.millrace.env.fluid.Cylinder;
import io.millrace.env.fluid.CylinderProvider;
import io.millrace.env.fluid.Ks1d;
import io.millrace.env.fluid.Ks1dProvider;
import io.millrace.env.fluid.RayleighBenard;
import io.millrace.env.fluid.RayleighBenardProvider;
import java.util.List;

/** Steps of the fluids, under their default options. */
public final class FluidsBenchmark implements Benchmark {
  @Override
  public String id() {
    return "env-fluids";
  }

  @Override
  public String group() {
    return "environment";
  }

  @Override
  public String question() {
    return "How many steps a second does one core simulate of each fluid?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    return List.of(
        steps(context, new Ks1dProvider().create(new Ks1d.Options(400, 100))),
        steps(
            context,
            new RayleighBenardProvider()
                .create(new RayleighBenard.Options(16, 10_000, 0.7, 200, 100))),
        steps(
            context,
            new CylinderProvider()
                .create(new Cylinder.Options(10, 100, Cylinder.Actuation.ROTATION, 80, 50))));
  }

  private static BenchmarkResult steps(BenchmarkContext context, Environment environment) {
    try (EnvironmentSteps steps = new EnvironmentSteps(TimeLimit.of(environment))) {
      String id = "env-" + environment.spec().id();
      return context.against(id, Unit.ENV_STEPS_PER_SECOND, steps, null);
    }
  }
}
