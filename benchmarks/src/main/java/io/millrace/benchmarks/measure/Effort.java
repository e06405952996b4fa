package io.millrace.benchmarks.measure;

/**
 * How long to measure.
 *
 * @param rounds ours and the peer's turns
 * @param turnSeconds of one side
 * @param warmUpSeconds of each side before the first round
 */
public record Effort(String id, int rounds, double turnSeconds, double warmUpSeconds) {
  /** For figures to quote. */
  public static final Effort FULL = new Effort("full", 9, 0.6, 3);

  /** For a first look: some twenty seconds for the learner's group. */
  public static final Effort QUICK = new Effort("quick", 5, 0.12, 0.5);

  public Effort {
    if (rounds < 1 || !(turnSeconds > 0) || !(warmUpSeconds >= 0)) {
      throw new IllegalArgumentException(
          "expected rounds >= 1, turnSeconds > 0 and warmUpSeconds >= 0, got rounds="
              + rounds
              + " turnSeconds="
              + turnSeconds
              + " warmUpSeconds="
              + warmUpSeconds);
    }
  }
}
