package io.millrace.env.traffic;

/**
 * What a signal is paid for in a step, as a mean over time: the sum over the step's seconds of what
 * follows, times step over decision seconds, so that a step with clearing weighs more.
 */
public enum TrafficReward {

  /** {@code -sum of waiting vehicles over the incoming lanes}. */
  QUEUE,

  /**
   * {@code -|sum over the movements (l, m) of n(l)/room(l) - n(m)/room(m)|}, m the whole outgoing
   * road and room the vehicles that fit, at 7.5 m each. PressLight's form; its normalizer is ours.
   */
  PRESSURE,

  /**
   * {@code -vehicles on the roads of the signal}, those that wait to enter included, times decision
   * seconds over all the vehicles that the flows bring within the horizon. A road belongs to the
   * signal at its end, else to the one at its start; lane links to their own. So the returns of all
   * signals together are minus the average travel time in seconds.
   */
  TRAVEL
}
