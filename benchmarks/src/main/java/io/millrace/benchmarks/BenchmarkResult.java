package io.millrace.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One line of a report.
 *
 * @param ours our figure, in the unit
 * @param peer the peer's; null where there is none
 * @param peerName null where there is no peer
 * @param ratio how many times better than the peer we are: above 1 is ahead; null without a peer
 */
@JsonPropertyOrder({"id", "unit", "ours", "peer", "peerName", "ratio"})
public record BenchmarkResult(
    String id, String unit, double ours, Double peer, String peerName, Double ratio) {
  private static final MathContext DIGITS = new MathContext(4);

  /** Our figure alone, to four digits. */
  public static BenchmarkResult alone(String id, Unit unit, double ours) {
    return new BenchmarkResult(id, unit.symbol(), round(ours), null, null, null);
  }

  /**
   * Both figures, to four digits.
   *
   * @param ratio as measured: with rounds in turn, not quite the ratio of the two figures
   */
  public static BenchmarkResult compared(
      String id, Unit unit, double ours, double peer, String peerName, double ratio) {
    return new BenchmarkResult(id, unit.symbol(), round(ours), round(peer), peerName, round(ratio));
  }

  private static double round(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
  }
}
