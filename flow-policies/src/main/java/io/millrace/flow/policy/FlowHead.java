package io.millrace.flow.policy;

/** What a policy's flow network says of a point. */
public enum FlowHead {
  /** The velocity at (x, tau): one Euler step is {@code x + (tauNext - tau) u(x, tau)}. */
  VELOCITY(1),
  /** The mean velocity from tau to tauNext (MeanFlow); reads both times. */
  MEAN_VELOCITY(2),
  /** The mean velocity over a step of size d (shortcut models); reads tau and d. */
  SHORTCUT(2),
  /**
   * Logits of the tokens at the end, given tokens on the way (a discrete flow); whether it reads
   * the time is said by {@link io.millrace.flow.discrete.TokenSpec}.
   */
  TOKENS(0),
  /**
   * Logits of a categorical distribution at each position, given the observation alone: the
   * discrete flow of one step, whose draw is the action whatever it starts from.
   */
  CATEGORICAL(0);

  private final int timeInputs;

  FlowHead(int timeInputs) {
    this.timeInputs = timeInputs;
  }

  /** Columns that tell the time, between the point's and the observation's. */
  public int timeInputs() {
    return timeInputs;
  }

  /** Whether it draws tokens, rather than moving numbers. */
  public boolean discrete() {
    return this == TOKENS || this == CATEGORICAL;
  }

  /** Writes the time columns of a step. */
  public void writeTime(float[] input, int at, double tau, double tauNext) {
    switch (this) {
      case VELOCITY -> input[at] = (float) tau;
      case MEAN_VELOCITY -> {
        input[at] = (float) tau;
        input[at + 1] = (float) tauNext;
      }
      case SHORTCUT -> {
        input[at] = (float) tau;
        input[at + 1] = (float) (tauNext - tau);
      }
      case TOKENS, CATEGORICAL ->
          throw new IllegalStateException("expected a continuous flow, head=" + this);
    }
  }
}
