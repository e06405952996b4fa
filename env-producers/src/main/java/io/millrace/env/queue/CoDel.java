package io.millrace.env.queue;

/**
 * The control law of CoDel on round trips: when to drop a packet because the queue stands.
 *
 * <pre>
 * target 5 ms, interval 100 ms; a queue whose delay has been above target for an interval stands
 * while it stands: drop, then again after interval / sqrt(drops); below target, or below one packet, it stands no more
 * </pre>
 *
 * <p>"CoDel-like": delays are looked at once a round trip, not with each packet, and a new spell of
 * drops begins with the count at 1.
 *
 * <p>Source: Nichols and Jacobson, "Controlling queue delay", 2012.
 */
final class CoDel {

  private static final double TARGET = 0.005;
  private static final double INTERVAL = 0.100;

  private double aboveUntil = Double.NaN;
  private double nextDrop = Double.NaN;
  private int drops;

  /**
   * Whether to drop now.
   *
   * @param now s, never earlier than before
   * @param queue packets
   * @param delay that they mean, s
   */
  boolean drops(double now, double queue, double delay) {
    if (delay < TARGET || queue < 1) {
      aboveUntil = Double.NaN;
      nextDrop = Double.NaN;
      drops = 0;
      return false;
    }
    if (Double.isNaN(aboveUntil)) {
      aboveUntil = now + INTERVAL;
    }
    if (now < aboveUntil || now < nextDrop) {
      return false;
    }
    drops++;
    nextDrop = now + INTERVAL / Math.sqrt(drops);
    return true;
  }
}
