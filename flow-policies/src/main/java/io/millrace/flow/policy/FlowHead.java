package io.millrace.flow.policy;

/** What a policy's flow network says of a point. */
public enum FlowHead {
  /** The velocity at (x, tau): one Euler step is {@code x + (tauNext - tau) u(x, tau)}. */
  VELOCITY(1),
  /** The mean velocity from tau to tauNext (MeanFlow); reads both times. */
  MEAN_VELOCITY(2),
  /** The mean velocity over a step of size d (shortcut models); reads tau and d. */
  SHORTCUT(2);

  private final int timeInputs;

  FlowHead(int timeInputs) {
    this.timeInputs = timeInputs;
  }

  /** Columns that tell the time, between the point's and the observation's. */
  public int timeInputs() {
    return timeInputs;
  }

  /** Writes the time columns of a step. */
  public void writeTime(float[] input, int at, double tau, double tauNext) {
    input[at] = (float) tau;
    switch (this) {
      case VELOCITY -> {}
      case MEAN_VELOCITY -> input[at + 1] = (float) tauNext;
      case SHORTCUT -> input[at + 1] = (float) (tauNext - tau);
    }
  }
}
