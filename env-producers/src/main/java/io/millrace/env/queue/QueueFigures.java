package io.millrace.env.queue;

/**
 * What a queue does to a flow, simulated from its start; measured after a warm-up.
 *
 * @param throughput packets/s
 * @param queue mean over time, packets
 */
record QueueFigures(double throughput, double queue) {

  private static final AimdRounds ROUNDS = new AimdRounds(0);

  /** Behind a queue that drops what does not fit. */
  static QueueFigures fifo(AimdFlow flow, double limit, double warmUp, double seconds) {
    return simulate(flow, limit, null, warmUp, seconds);
  }

  /** Behind a queue of 1000 packets under {@link CoDel}. */
  static QueueFigures coDel(AimdFlow flow, double warmUp, double seconds) {
    return simulate(flow, 1000, new CoDel(), warmUp, seconds);
  }

  private static QueueFigures simulate(
      AimdFlow flow, double limit, CoDel coDel, double warmUp, double seconds) {
    double[] state = new double[AimdRounds.SIZE];
    ROUNDS.start(state);
    run(state, flow, limit, coDel, warmUp);
    double[] before = state.clone();
    run(state, flow, limit, coDel, ROUNDS.time(state) + seconds);
    double time = ROUNDS.time(state) - ROUNDS.time(before);
    return new QueueFigures(
        (ROUNDS.delivered(state) - ROUNDS.delivered(before)) / time,
        (ROUNDS.queued(state) - ROUNDS.queued(before)) / time);
  }

  private static void run(double[] state, AimdFlow flow, double limit, CoDel coDel, double until) {
    while (ROUNDS.time(state) < until) {
      ROUNDS.round(state, flow, limit);
      double queue = ROUNDS.queue(state, flow);
      if (coDel != null && coDel.drops(ROUNDS.time(state), queue, queue / flow.capacity())) {
        ROUNDS.lose(state, flow, ROUNDS.window(state));
      }
    }
  }
}
