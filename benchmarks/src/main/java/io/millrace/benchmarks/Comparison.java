package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Contender;
import io.millrace.benchmarks.measure.Effort;
import io.millrace.benchmarks.measure.Samples;

/**
 * Measures two sides in turn: ours, the peer's, ours, the peer's. The ratio is the median of the
 * rounds' ratios, so a machine whose speed drifts, as shared ones do, slows both sides of a ratio.
 */
public final class Comparison {
  private final Effort effort;
  private final Clock clock;

  public Comparison(Effort effort, Clock clock) {
    this.effort = effort;
    this.clock = clock;
  }

  /**
   * Measures.
   *
   * @param peer null for ours alone
   */
  public BenchmarkResult run(String id, Unit unit, Contender ours, Contender peer) {
    Samples our = new Samples();
    Samples theirs = new Samples();
    Samples ratios = new Samples();
    warmUp(ours);
    warmUp(peer);
    for (int round = 0; round < effort.rounds(); round++) {
      double we = turn(ours, unit);
      our.add(we);
      if (peer != null) {
        double they = turn(peer, unit);
        theirs.add(they);
        ratios.add(unit.ratio(we, they));
      }
    }
    return peer == null
        ? BenchmarkResult.alone(id, unit, our.median())
        : BenchmarkResult.compared(
            id, unit, our.median(), theirs.median(), peer.name(), ratios.median());
  }

  private void warmUp(Contender side) {
    if (side != null && effort.warmUpSeconds() > 0) {
      side.measure(effort.warmUpSeconds(), clock);
    }
  }

  private double turn(Contender side, Unit unit) {
    return unit.ofSeconds(side.measure(effort.turnSeconds(), clock));
  }
}
