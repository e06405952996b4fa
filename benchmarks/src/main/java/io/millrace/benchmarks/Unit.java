package io.millrace.benchmarks;

/** What a figure counts, and which way is better. */
public enum Unit {
  UPDATES_PER_SECOND("updates/s", 1, false),
  ENV_STEPS_PER_SECOND("env steps/s", 1, false),
  VEHICLE_UPDATES_PER_SECOND("vehicle updates/s", 1, false),
  MICROSECONDS("us", 1e6, true),
  MILLISECONDS("ms", 1e3, true);

  private final String symbol;
  private final double perSecond;
  private final boolean time;

  Unit(String symbol, double perSecond, boolean time) {
    this.symbol = symbol;
    this.perSecond = perSecond;
    this.time = time;
  }

  /** As reports write it. */
  public String symbol() {
    return symbol;
  }

  /** The figure for an operation that takes this long: a duration, or a rate. */
  public double ofSeconds(double seconds) {
    return time ? seconds * perSecond : perSecond / seconds;
  }

  /** How many times better our figure is than the peer's: above 1, we are ahead. */
  public double ratio(double ours, double peer) {
    return time ? peer / ours : ours / peer;
  }
}
