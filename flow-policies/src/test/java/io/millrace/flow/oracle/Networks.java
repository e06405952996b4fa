package io.millrace.flow.oracle;

import io.millrace.flow.network.AffineNorm;
import io.millrace.flow.network.CategoricalHead;
import io.millrace.flow.network.CouplingLayer;
import io.millrace.flow.network.Diagonal;
import io.millrace.flow.network.Ensemble;
import io.millrace.flow.network.FlowDecoder;
import io.millrace.flow.network.FlowGate;
import io.millrace.flow.network.GruCell;
import io.millrace.flow.network.LayerNormMlp;
import io.millrace.flow.network.LowRank;
import io.millrace.flow.network.MixtureHead;
import io.millrace.flow.network.Mlp;
import io.millrace.flow.network.MultiHeadAttention;
import io.millrace.flow.network.ResidualMlp;
import io.millrace.flow.network.TimeEmbedding;
import io.millrace.flow.network.TwoHot;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every network, under the id of its case, in the size that the case has. */
final class Networks {
  private static final Map<String, Subject> ALL = new TreeMap<>();

  static {
    ALL.put("mlp", Networks::mlp);
    ALL.put("layer-norm-mlp", Networks::layerNormMlp);
    ALL.put("time-embedding", layout -> (t, p, v) -> TimeEmbedding.falling(8).forward(t, v[0]));
    ALL.put("affine-norm", Networks::affineNorm);
    ALL.put("residual-mlp", Networks::residualMlp);
    ALL.put("gru-cell", Networks::gruCell);
    ALL.put("flow-gate", Networks::flowGate);
    ALL.put("multi-head-attention", Networks::multiHeadAttention);
    ALL.put("flow-decoder", Networks::flowDecoder);
    ALL.put("mixture-head", Networks::mixtureHead);
    ALL.put("categorical-head", layout -> categoricalHead(layout, null));
    ALL.put("categorical-head-masked", layout -> categoricalHead(layout, Operations.MASK));
    ALL.put("two-hot-cross-entropy", layout -> (t, p, v) -> twoHotCrossEntropy(t, v[0]));
    ALL.put("two-hot-expectation", layout -> (t, p, v) -> bins().expectation(t, v[0]));
    ALL.put("coupling-layer", layout -> couplingLayer(layout, false));
    ALL.put("coupling-layer-inverse", layout -> couplingLayer(layout, true));
    ALL.put("ensemble", layout -> ensemble(layout, false));
    ALL.put("ensemble-least", layout -> ensemble(layout, true));
    ALL.put("low-rank", Networks::lowRank);
    ALL.put("diagonal", Networks::diagonal);
  }

  private Networks() {}

  static Map<String, Subject> all() {
    return ALL;
  }

  private static Subject.Run mlp(Parameters.Layout layout) {
    Mlp mlp = Mlp.reserve(layout, "n", Mlp.specs(4, List.of(6, 6), Activation.SILU, 2));
    return (t, p, v) -> mlp.forward(t, p, v[0]);
  }

  private static Subject.Run layerNormMlp(Parameters.Layout layout) {
    LayerNormMlp mlp =
        LayerNormMlp.reserve(layout, "n", 4, List.of(6, 6), Activation.LEAKY_RELU, 2);
    return (t, p, v) -> mlp.forward(t, p, v[0]);
  }

  private static Subject.Run affineNorm(Parameters.Layout layout) {
    AffineNorm norm = AffineNorm.reserve(layout, "n", 4);
    return (t, p, v) -> norm.forward(t, p, v[0]);
  }

  private static Subject.Run residualMlp(Parameters.Layout layout) {
    ResidualMlp mlp =
        ResidualMlp.reserve(layout, "n", new ResidualMlp.Shape(3, 4, 2, 2, 2), Activation.RELU);
    return (t, p, v) -> mlp.forward(t, p, v[0]);
  }

  private static Subject.Run gruCell(Parameters.Layout layout) {
    GruCell cell = GruCell.reserve(layout, "n", 3, 4);
    return (t, p, v) -> cell.forward(t, p, v[0], v[1]);
  }

  private static Subject.Run flowGate(Parameters.Layout layout) {
    FlowGate gate =
        FlowGate.reserve(layout, "n", new FlowGate.Shape(3, 2, 1), List.of(6), Activation.SILU);
    return (t, p, v) -> gate.forward(t, p, v[0], v[1], v[2]);
  }

  private static Subject.Run multiHeadAttention(Parameters.Layout layout) {
    MultiHeadAttention attention = MultiHeadAttention.reserve(layout, "n", 4, 2);
    return (t, p, v) -> attention.forward(t, p, v[0], v[1], 3, true);
  }

  private static Subject.Run flowDecoder(Parameters.Layout layout) {
    FlowDecoder decoder = FlowDecoder.reserve(layout, "n", new FlowDecoder.Shape(3, 2, 8, 2, 2));
    return (t, p, v) -> decoder.forward(t, p, decoder.state(t, p, v[0]), v[1], v[2]);
  }

  private static Subject.Run mixtureHead(Parameters.Layout layout) {
    MixtureHead head = MixtureHead.reserve(layout, "n", 4, 3, 2);
    float[] sample = {0.5f, -1f, 0.5f, -1f, 0.5f, -1f, 0.5f, -1f, 0.5f, -1f};
    return (t, p, v) -> head.logDensity(t, head.forward(t, p, v[0]), sample);
  }

  private static Subject.Run categoricalHead(Parameters.Layout layout, boolean[] allowed) {
    CategoricalHead head = CategoricalHead.reserve(layout, "n", 3, 4);
    return (t, p, v) -> {
      Value logProbs = head.forward(t, p, v[0], allowed);
      return t.concat(
          CategoricalHead.entropy(t, logProbs),
          CategoricalHead.logProb(t, logProbs, Operations.CHOICES));
    };
  }

  private static TwoHot bins() {
    return TwoHot.exponential(7, 3);
  }

  private static Value twoHotCrossEntropy(Tape tape, Value logits) {
    double[] numbers = {0.3, -2, 7, 100, 0};
    Value targets = tape.input(5, 7);
    for (int row = 0; row < numbers.length; row++) {
      bins().encode(numbers[row], targets.data(), row * 7);
    }
    return TwoHot.crossEntropy(tape, logits, targets);
  }

  private static Subject.Run couplingLayer(Parameters.Layout layout, boolean inverse) {
    CouplingLayer layer =
        CouplingLayer.reserve(
            layout, "n", new CouplingLayer.Shape(3, 1, 2), false, List.of(6), Activation.TANH);
    return (t, p, v) -> {
      CouplingLayer.Output output =
          inverse ? layer.inverse(t, p, v[0], v[1]) : layer.forward(t, p, v[0], v[1]);
      return t.concat(output.y(), output.logDeterminant());
    };
  }

  private static Subject.Run ensemble(Parameters.Layout layout, boolean least) {
    Ensemble ensemble =
        Ensemble.reserve(layout, "n", Mlp.specs(4, List.of(6), Activation.RELU, 2), 3);
    return (t, p, v) -> {
      Value all = ensemble.forward(t, p, v[0]);
      return least ? ensemble.least(t, all) : all;
    };
  }

  private static Subject.Run lowRank(Parameters.Layout layout) {
    LowRank map = LowRank.reserve(layout, "n", 4, 2, 3);
    return (t, p, v) -> map.forward(t, p, v[0]);
  }

  private static Subject.Run diagonal(Parameters.Layout layout) {
    Diagonal map = Diagonal.reserve(layout, "n", 4);
    return (t, p, v) -> map.forward(t, p, v[0]);
  }
}
