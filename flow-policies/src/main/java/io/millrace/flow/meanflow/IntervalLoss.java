package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Regression of a network of intervals on a target that it helped to make: for each row {@code w
 * |u(x, tau, tauNext, observation) - target|^2}, the target and w being data.
 */
public final class IntervalLoss {
  private final IntervalNetwork network;
  private final IntervalLayout layout;
  private final IntervalTarget target;
  private final AdaptiveWeight weight;
  private final List<Value> hidden = new ArrayList<>();

  /** The loss of a network. */
  public IntervalLoss(IntervalNetwork network, IntervalTarget target, AdaptiveWeight weight) {
    this.network = network;
    this.layout = network.layout();
    this.target = target;
    this.weight = weight;
  }

  /** [rows][1]: each row's loss. */
  public Value perRow(Tape tape, IntervalBatch batch) {
    Value input = tape.input(batch.rows(), layout.width());
    for (int row = 0; row < batch.rows(); row++) {
      layout.write(input.data(), row, batch, batch.tauNext()[row]);
    }
    Value mean = network.field().forwardWithHidden(tape, network.parameters(), input, hidden);
    Value wanted = tape.input(target.of(batch), batch.rows(), layout.actionSize());
    Value squares = tape.square(tape.subtract(mean, wanted));
    return weight.apply(tape, tape.sumColumns(squares));
  }

  /** What the hidden layers gave for the last batch, each [rows][width]. */
  public List<Value> hidden() {
    return hidden;
  }
}
