package io.millrace.env.queue;

/**
 * Simulates an {@link AimdFlow} round trip by round trip, in a part of an environment's state.
 *
 * <pre>
 * round: lasts max(W, BDP) / capacity; W packets are delivered; the queue is max(0, W - BDP)
 * then W + 1, or 2 W in slow start; if that is above BDP + limit, packets are lost: W = decrease max(W, BDP + limit)
 * </pre>
 *
 * <p>W is a real number, at least 1. Slow start ends with the first loss. A limit that is lowered
 * below the queue costs a loss each round until the queue fits.
 *
 * <p>In the state: W, slow start (1 or 0), time, packets delivered, integral of the queue, losses.
 *
 * @param offset where that begins
 */
record AimdRounds(int offset) {

  /** Numbers that a flow takes in a state. */
  static final int SIZE = 6;

  private static final int SLOW_START = 1;
  private static final int TIME = 2;
  private static final int DELIVERED = 3;
  private static final int QUEUED = 4;
  private static final int LOSSES = 5;

  /** A flow that starts with one packet. */
  void start(double[] state) {
    state[offset] = 1;
    state[offset + SLOW_START] = 1;
    state[offset + TIME] = 0;
    state[offset + DELIVERED] = 0;
    state[offset + QUEUED] = 0;
    state[offset + LOSSES] = 0;
  }

  double window(double[] state) {
    return state[offset];
  }

  /** Seconds since the start. */
  double time(double[] state) {
    return state[offset + TIME];
  }

  /** Packets since the start. */
  double delivered(double[] state) {
    return state[offset + DELIVERED];
  }

  /** Integral of the queue over time, packets times seconds. */
  double queued(double[] state) {
    return state[offset + QUEUED];
  }

  /** Losses since the start. */
  double losses(double[] state) {
    return state[offset + LOSSES];
  }

  /** Packets in the queue while this window is under way. */
  double queue(double[] state, AimdFlow flow) {
    return Math.max(0, state[offset] - flow.bandwidthDelay());
  }

  /**
   * One round trip.
   *
   * @param limit of the queue, packets
   * @return how long it took, s
   */
  double round(double[] state, AimdFlow flow, double limit) {
    double window = state[offset];
    double path = flow.bandwidthDelay();
    double seconds = Math.max(window, path) / flow.capacity();
    state[offset + TIME] += seconds;
    state[offset + DELIVERED] += window;
    state[offset + QUEUED] += queue(state, flow) * seconds;
    double next = state[offset + SLOW_START] == 1 ? 2 * window : window + 1;
    if (next > path + limit) {
      lose(state, flow, Math.max(window, path + limit));
    } else {
      state[offset] = next;
    }
    return seconds;
  }

  /** Takes one loss at a window. */
  void lose(double[] state, AimdFlow flow, double window) {
    state[offset] = Math.max(1, flow.decrease() * window);
    state[offset + SLOW_START] = 0;
    state[offset + LOSSES]++;
  }
}
