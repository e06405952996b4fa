package io.millrace.env.sumo;

import io.millrace.env.sumo.GridSignal.Green;
import io.millrace.env.sumo.GridSignal.Movement;

/** The controllers that a policy is held against. */
final class SignalControl {

  private SignalControl() {}

  /**
   * The green of a fixed cycle, the same at all signals: north-south first, for its share of the
   * demand, and at least one decision for each.
   *
   * @param second since the simulation began
   */
  static int fixedTime(SumoGrid.Options options, int second) {
    int decisions = Math.max(2, Math.round((float) options.cycle() / options.decision()));
    double demand = options.vehiclesPerHour() + options.crossVehiclesPerHour();
    double share = demand == 0 ? 0.5 : options.crossVehiclesPerHour() / demand;
    int cross = (int) Math.max(1, Math.min(decisions - 1, Math.rint(share * decisions)));
    return second / options.decision() % decisions < cross ? 0 : 1;
  }

  /**
   * The green with the largest pressure, the sum over its movements of vehicles on the lane it
   * comes from less those on the lane it leads to; the present one if that has as much.
   *
   * <p>Source: Varaiya, Max pressure control of a network of signalized intersections (2013), with
   * lanes as queues and every movement's flow equal.
   */
  static int maxPressure(GridSignal signal, int present, SumoSimulation simulation) {
    int best = present;
    for (int green = 0; green < signal.greens().size(); green++) {
      if (pressure(signal.greens().get(green), simulation)
          > pressure(signal.greens().get(best), simulation)) {
        best = green;
      }
    }
    return best;
  }

  private static int pressure(Green green, SumoSimulation simulation) {
    int pressure = 0;
    for (Movement movement : green.movements()) {
      pressure += simulation.vehicles(movement.from()) - simulation.vehicles(movement.to());
    }
    return pressure;
  }
}
