package io.millrace.flow.meanflow;

/** A way to train a network of intervals: which intervals, and towards what. */
public sealed interface OneStepMethod {
  /** Which intervals it trains on. */
  Intervals intervals();

  /** Its loss for batches of this many rows. */
  IntervalLoss lossOf(IntervalNetwork network, int rows);

  /** How its networks are told where a step ends. */
  SecondTime second();

  /** Share of training rows whose observation is replaced by zeros. */
  double dropout();

  /** Mean flows; see {@link MeanFlowTarget}. */
  record MeanFlow(TimePairs intervals, MeanFlowVariant variant, AdaptiveWeight weight)
      implements OneStepMethod {
    @Override
    public IntervalLoss lossOf(IntervalNetwork network, int rows) {
      MeanFlowTarget target =
          new MeanFlowTarget(
              network.field().jvp(network.parameters(), rows), network.layout(), rows, variant);
      return new IntervalLoss(network, target, weight);
    }

    @Override
    public SecondTime second() {
      return SecondTime.END;
    }

    @Override
    public double dropout() {
      return variant instanceof MeanFlowVariant.Guided guided && guided.nullCondition()
          ? guided.dropout()
          : 0;
    }
  }

  /** Shortcut models; see {@link ShortcutTarget}. */
  record Shortcut(DyadicSteps intervals) implements OneStepMethod {
    @Override
    public IntervalLoss lossOf(IntervalNetwork network, int rows) {
      ShortcutTarget target =
          new ShortcutTarget(
              network.field().jvp(network.parameters(), rows),
              network.layout(),
              rows,
              intervals.shortest());
      return new IntervalLoss(network, target, AdaptiveWeight.NONE);
    }

    @Override
    public SecondTime second() {
      return SecondTime.LENGTH;
    }

    @Override
    public double dropout() {
      return 0;
    }
  }
}
