package io.millrace.flow.meanflow;

/** What a network reads beside tau to know where a step ends. */
public enum SecondTime {
  /** The end itself, as mean flows have it: u(x, tau, tauNext, observation). */
  END,
  /** How far it is, as shortcut models have it: s(x, tau, tauNext - tau, observation). */
  LENGTH;

  float column(float tau, float tauNext) {
    return this == END ? tauNext : tauNext - tau;
  }

  /** How the column moves when tau does and the end stays. */
  float slope() {
    return this == END ? 0 : -1;
  }
}
