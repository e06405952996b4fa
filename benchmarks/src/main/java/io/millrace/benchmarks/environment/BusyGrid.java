package io.millrace.benchmarks.environment;

import io.millrace.benchmarks.measure.Work;
import io.millrace.env.traffic.GridScenario;
import io.millrace.env.traffic.TrafficEngine;

/**
 * One step of one second of CityFlow's rules on a busy grid of 6 x 6 signals that run by their own
 * program. After ten minutes it goes back to where they began, so that the traffic stays as dense.
 */
public final class BusyGrid implements Work {
  private static final int FILLED = 900;
  private static final int SECONDS = 600;

  private final TrafficEngine engine = new TrafficEngine(new GridScenario(6, 6, -1).scenario(), 1);
  private final double[] filled;
  private long steps;
  private long vehicles;

  /** A grid that has filled for a quarter of an hour. */
  public BusyGrid() {
    while (engine.time() < FILLED) {
      engine.stepByProgram();
    }
    filled = engine.state();
  }

  @Override
  public void once() {
    if (engine.time() >= FILLED + SECONDS) {
      engine.setState(filled);
    }
    engine.stepByProgram();
    steps++;
    vehicles += engine.running();
  }

  /** Mean number of vehicles on the roads in the steps so far. */
  public double vehiclesPerStep() {
    return steps == 0 ? 0 : vehicles / (double) steps;
  }
}
