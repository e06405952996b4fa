package io.millrace.env.queue;

/**
 * One bulk sender behind a bottleneck of its own, and what theory says of it.
 *
 * <pre>
 * window W: one more packet each round trip; W falls to decrease W when the buffer B overflows
 * BDP = capacity rtt;  b = B / BDP, peak m = 1 + b, low l = decrease m                    (windows in BDP)
 * utilization  U = ((m^2 - l^2) / 2) / T          mean queue  q = ((m^3 - h^3) / 3 - (m^2 - h^2) / 2) / T BDP
 * h = max(1, l),  T = (h - l) + (m^2 - h^2) / 2;   U = 1 where l &gt;= 1
 * worth of a buffer = (capacity U - alpha q) mtu / 10^6
 * </pre>
 *
 * <p>A round trip takes the time rtt while W is at most BDP, and W / capacity above it: T is the
 * length of a cycle. Reno has decrease 0.5, and then U = 0.75 (1 + b)^2 / (1 + b + b^2).
 *
 * <p>Source: the closed forms are derived from the fluid model; the worth is that of "LFQ: Online
 * Learning of Per-flow Queuing Policies using Deep Reinforcement Learning", as its code has it.
 *
 * @param capacity of the bottleneck, packets/s
 * @param roundTrip without queue, s
 * @param decrease share of the window that a loss leaves
 */
record AimdFlow(double capacity, double roundTrip, double decrease) {

  /** Bytes of a packet. */
  static final double MTU = 1446;

  private static final double BITS = 8;
  private static final double MEGA = 1e6;

  AimdFlow {
    if (!(capacity > 0 && roundTrip > 0 && decrease > 0 && decrease < 1)) {
      throw new IllegalArgumentException(
          "expected capacity > 0, roundTrip > 0 and 0 < decrease < 1, capacity=%s roundTrip=%s decrease=%s"
              .formatted(capacity, roundTrip, decrease));
    }
  }

  /** Capacity in Mbit/s, round trip in ms. */
  static AimdFlow of(double megabits, double milliseconds, double decrease) {
    return new AimdFlow(megabits * MEGA / BITS / MTU, milliseconds / 1000, decrease);
  }

  /** Packets that fill the path without a queue. */
  double bandwidthDelay() {
    return capacity * roundTrip;
  }

  /** Share of the capacity that a long flow uses. */
  double utilization(double buffer) {
    double peak = 1 + buffer / bandwidthDelay();
    double low = decrease * peak;
    return low >= 1 ? 1 : (peak * peak - low * low) / 2 / cycle(peak, low);
  }

  /** Mean queue of a long flow, over time, packets. */
  double meanQueue(double buffer) {
    double peak = 1 + buffer / bandwidthDelay();
    double low = decrease * peak;
    double full = Math.max(1, low);
    double area = (peak * peak * peak - full * full * full) / 3 - (peak * peak - full * full) / 2;
    return area / cycle(peak, low) * bandwidthDelay();
  }

  private static double cycle(double peak, double low) {
    double full = Math.max(1, low);
    return full - low + (peak * peak - full * full) / 2;
  }

  /** Worth of what was delivered and of the queue that it took, in 10^6 byte/s. */
  static double worth(double packetsPerSecond, double queue, double alpha) {
    return (packetsPerSecond - alpha * queue) * MTU / MEGA;
  }

  /** Packets/s as Mbit/s. */
  static double megabits(double packetsPerSecond) {
    return packetsPerSecond * MTU * BITS / MEGA;
  }

  /** The whole buffer of 0 to {@code most} packets that is worth most to a long flow. */
  int bestBuffer(double alpha, int most) {
    int best = 0;
    for (int buffer = 1; buffer <= most; buffer++) {
      best = worthOf(buffer, alpha) > worthOf(best, alpha) ? buffer : best;
    }
    return best;
  }

  private double worthOf(int buffer, double alpha) {
    return worth(capacity * utilization(buffer), meanQueue(buffer), alpha);
  }
}
