package io.millrace.env.queue;

import java.util.Arrays;

/**
 * What a queue knows of its flow: six quantities, each as ten exponential averages over packets.
 *
 * <pre>
 * average += w (x - average) with each packet;  w = 2^-4, 2^-5, .., 2^-13
 * queue, its squared deviation (x = (queue - average)^2; the feature is the root), limit, gap between arrivals,
 * gap between departures (the feature is 1 / average gap, 0 until 1/w packets were seen), 1 for a dropped packet else 0
 * </pre>
 *
 * <p>Packets of a round trip are alike, so n of them are taken in at once: {@code average += (1 -
 * (1 - w)^n) (x - average)}. Gaps are averaged and then inverted, not the other way round. Features
 * are scaled to about 1: packets by 60, rates by 2000/s, drops by 1/100.
 *
 * <p>Source: "LFQ: Online Learning of Per-flow Queuing Policies using Deep Reinforcement Learning";
 * scales are ours.
 *
 * @param offset where packets seen and the averages lie in the state
 */
record FlowFeatures(int offset) {

  private static final int QUANTITIES = 6;
  private static final int WEIGHTS = 10;
  private static final int FIRST_POWER = 4;

  private static final int QUEUE = 0;
  private static final int DEVIATION = 1;
  private static final int LIMIT = 2;
  private static final int ARRIVAL = 3;
  private static final int DEPARTURE = 4;
  private static final int DROP = 5;

  private static final double PACKET_SCALE = 60;
  private static final double RATE_SCALE = 2000;
  private static final double DROP_SCALE = 0.01;

  /** ln(1 - w). */
  private static final double[] LOG_KEPT = new double[WEIGHTS];

  static {
    for (int i = 0; i < WEIGHTS; i++) {
      LOG_KEPT[i] = StrictMath.log1p(-weight(i));
    }
  }

  /** Features. */
  static final int COUNT = QUANTITIES * WEIGHTS;

  /** Numbers that they take in a state. */
  static final int SIZE = 1 + COUNT;

  /** Forgets everything. */
  void start(double[] state) {
    Arrays.fill(state, offset, offset + SIZE, 0);
  }

  /**
   * Takes in a round trip.
   *
   * @param packets that departed in it
   * @param seconds that it took
   * @param dropped whether one more packet arrived and was dropped
   */
  void update(
      double[] state, double packets, double seconds, double queue, double limit, boolean dropped) {
    double arrived = packets + (dropped ? 1 : 0);
    state[offset] += packets;
    for (int i = 0; i < WEIGHTS; i++) {
      double weight = weight(i);
      double share = -StrictMath.expm1(packets * LOG_KEPT[i]);
      double off = queue - state[at(QUEUE, i)];
      average(state, QUEUE, i, share, queue);
      average(state, DEVIATION, i, share, off * off);
      average(state, LIMIT, i, share, limit);
      average(state, ARRIVAL, i, share, seconds / arrived);
      average(state, DEPARTURE, i, share, seconds / packets);
      average(state, DROP, i, share, 0);
      if (dropped) {
        average(state, DROP, i, weight, 1);
      }
    }
  }

  private void average(double[] state, int quantity, int i, double share, double x) {
    state[at(quantity, i)] += share * (x - state[at(quantity, i)]);
  }

  private int at(int quantity, int i) {
    return offset + 1 + quantity * WEIGHTS + i;
  }

  private static double weight(int i) {
    return 1.0 / (1 << (FIRST_POWER + i));
  }

  /** Writes the features, quantity by quantity, from the shortest memory to the longest. */
  void observe(double[] state, float[] features) {
    for (int i = 0; i < WEIGHTS; i++) {
      boolean seen = state[offset] >= 1 / weight(i);
      features[QUEUE * WEIGHTS + i] = (float) (state[at(QUEUE, i)] / PACKET_SCALE);
      features[DEVIATION * WEIGHTS + i] =
          (float) (Math.sqrt(state[at(DEVIATION, i)]) / PACKET_SCALE);
      features[LIMIT * WEIGHTS + i] = (float) (state[at(LIMIT, i)] / PACKET_SCALE);
      features[ARRIVAL * WEIGHTS + i] = seen ? rate(state[at(ARRIVAL, i)]) : 0;
      features[DEPARTURE * WEIGHTS + i] = seen ? rate(state[at(DEPARTURE, i)]) : 0;
      features[DROP * WEIGHTS + i] = (float) (state[at(DROP, i)] / DROP_SCALE);
    }
  }

  private static float rate(double gap) {
    return (float) (1 / gap / RATE_SCALE);
  }
}
