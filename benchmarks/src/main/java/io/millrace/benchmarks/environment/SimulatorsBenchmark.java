package io.millrace.benchmarks.environment;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Comparison;
import io.millrace.benchmarks.Unit;
import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Repeated;
import io.millrace.benchmarks.peer.MujocoLoop;
import io.millrace.benchmarks.peer.SumoAlone;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.mujoco.MujocoCartpole;
import io.millrace.env.mujoco.MujocoCartpoleProvider;
import io.millrace.env.mujoco.MujocoHopper;
import io.millrace.env.mujoco.MujocoHopperProvider;
import io.millrace.env.mujoco.MujocoPendulum;
import io.millrace.env.mujoco.MujocoPendulumProvider;
import io.millrace.env.mujoco.MujocoProcess;
import io.millrace.env.sumo.SumoGrid;
import io.millrace.env.sumo.SumoGridProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Environments whose simulator is another process, beside that simulator alone: what talking to it
 * costs. Always in wall time, as the work is not in this process.
 */
public final class SimulatorsBenchmark implements Benchmark {
  private static final int DECISION = 5;
  private static final int HORIZON = 60;
  private static final int WARM_UP = 60;

  @Override
  public String id() {
    return "env-simulators";
  }

  @Override
  public String group() {
    return "environment";
  }

  @Override
  public String question() {
    return "How many steps a second do SUMO and MuJoCo make as environments, and how many alone?";
  }

  @Override
  public String missing(BenchmarkContext context) {
    Optional<String> sumo = SumoGrid.unavailable();
    Optional<String> mujoco = MujocoProcess.unavailable();
    return sumo.isPresent() && mujoco.isPresent() ? sumo.get() + "; " + mujoco.get() : null;
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    List<BenchmarkResult> results = new ArrayList<>();
    Comparison comparison = new Comparison(context.effort(), Clock.WALL);
    MujocoProcess.unavailable()
        .ifPresentOrElse(
            reason -> context.note().accept("env-mujoco-* is left out: " + reason),
            () -> results.addAll(mujoco(comparison)));
    SumoGrid.unavailable()
        .ifPresentOrElse(
            reason -> context.note().accept("env-sumo-grid is left out: " + reason),
            () -> results.add(sumo(comparison)));
    return results;
  }

  private static List<BenchmarkResult> mujoco(Comparison comparison) {
    List<BenchmarkResult> results = new ArrayList<>();
    try (MujocoLoop alone = new MujocoLoop()) {
      for (EnvironmentFactory factory :
          List.of(
              EnvironmentFactory.of(new MujocoPendulumProvider(), new MujocoPendulum.Options()),
              EnvironmentFactory.of(new MujocoCartpoleProvider(), new MujocoCartpole.Options()),
              EnvironmentFactory.of(new MujocoHopperProvider(), new MujocoHopper.Options()))) {
        try (EnvironmentSteps steps = new EnvironmentSteps(factory.create())) {
          results.add(
              comparison.run(
                  "env-" + factory.id(),
                  Unit.ENV_STEPS_PER_SECOND,
                  new Repeated("Millrace", steps),
                  alone.contender(factory.id())));
        }
      }
    }
    return results;
  }

  /** Fixed cycles on both sides: ours of 30 s, SUMO's own of 90 s. */
  private static BenchmarkResult sumo(Comparison comparison) {
    SumoGrid.Options options =
        new SumoGrid.Options(
            2,
            2,
            200,
            DECISION,
            3,
            HORIZON,
            WARM_UP,
            600,
            300,
            0.2,
            SumoGrid.Control.FIXED_TIME,
            30);
    SumoAlone alone =
        new SumoAlone(SumoGrid.command(options, 1), WARM_UP + HORIZON * DECISION, HORIZON);
    try (Environment grid = EnvironmentFactory.of(new SumoGridProvider(), options).create()) {
      return comparison.run(
          "env-sumo-grid", Unit.ENV_STEPS_PER_SECOND, new WholeEpisodes(grid), alone);
    }
  }
}
