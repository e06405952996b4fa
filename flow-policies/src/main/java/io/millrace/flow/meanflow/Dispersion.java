package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * A dispersive regularizer on chosen hidden layers, summed over them: {@code loss + weight sum_l
 * form(hidden_l)}.
 *
 * @param weight 0 for none
 */
public record Dispersion(double weight, Dispersive form, HiddenLayers layers) {
  /** No regularizer. */
  public static final Dispersion NONE =
      new Dispersion(0, new Dispersive.InfoNceL2(0.5), HiddenLayers.ALL);

  public Dispersion {
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException("expected a finite weight >= 0, weight=" + weight);
    }
  }

  /** The loss with the regularizer, 1 x 1. */
  public Value addTo(Tape tape, Value loss, List<Value> hidden) {
    Value sum = loss;
    for (int i = 0; i < hidden.size() && weight > 0; i++) {
      if (layers.include(i, hidden)) {
        sum = tape.add(sum, tape.affine(form.loss(tape, hidden.get(i)), weight, 0));
      }
    }
    return sum;
  }
}
