package io.millrace.env.traffic;

/** The group with the most waiting vehicles on its incoming lanes. */
public final class LongestQueue implements SignalController {

  @Override
  public int choose(TrafficEngine traffic, Signal signal) {
    return SignalController.best(
        signal.groups(), g -> signal.incomingOf(g).map(traffic::waiting).sum());
  }
}
