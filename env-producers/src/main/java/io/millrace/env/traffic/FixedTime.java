package io.millrace.env.traffic;

/**
 * One group after the other, whatever comes: {@code floor(t / period) mod groups}.
 *
 * @param period s
 */
public record FixedTime(double period) implements SignalController {

  @Override
  public int choose(TrafficEngine traffic, Signal signal) {
    return (int) (Math.floor(traffic.time() / period) % signal.groups());
  }
}
