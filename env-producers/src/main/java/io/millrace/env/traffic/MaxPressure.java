package io.millrace.env.traffic;

import io.millrace.env.traffic.Signal.Way;

/**
 * The group with the largest pressure: over its ways from a lane l to a road m, the sum of {@code
 * n(l) - n(m) / lanes(m)}.
 *
 * <p>Source: Varaiya, Max pressure control of a network of signalized intersections, 2013; this
 * form: zhc134/tlc-baselines.
 */
public final class MaxPressure implements SignalController {

  @Override
  public int choose(TrafficEngine traffic, Signal signal) {
    return SignalController.best(signal.groups(), g -> pressure(traffic, signal, g));
  }

  private static double pressure(TrafficEngine traffic, Signal signal, int group) {
    double pressure = 0;
    for (Way way : signal.ways()[group]) {
      pressure += traffic.vehicles(way.lane()) - way.occupancy(traffic);
    }
    return pressure;
  }
}
