package io.millrace.flow.oracle;

import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.LayerStack;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Every operation of the tape, under the id of its case. */
final class Operations {
  static final boolean[] MASK = {
    true, false, true, true, true, true, false, true, false, true, true, false, true, true, true,
    true, false, false, true, false
  };
  static final int[] CHOICES = {0, 3, 1, 1, 2};

  private static final Map<String, Subject> ALL = new TreeMap<>();

  static {
    binary("add", Tape::add);
    binary("subtract", Tape::subtract);
    binary("multiply", Tape::multiply);
    binary("divide", Tape::divide);
    binary("max", Tape::max);
    binary("min", Tape::min);
    unary("exp", Tape::exp);
    unary("log", Tape::log);
    unary("square", Tape::square);
    unary("sqrt", Tape::sqrt);
    unary("abs", Tape::abs);
    unary("sin", Tape::sin);
    unary("cos", Tape::cos);
    unary("tanh", Tape::tanh);
    unary("clip", (t, a) -> t.clip(a, -0.7, 0.7));
    unary("affine", (t, a) -> t.affine(a, -2, 0.5));
    unary("huber", (t, a) -> t.huber(a, 0.7));
    unary("stopGradient", (t, a) -> t.multiply(t.stopGradient(t.square(a)), a));
    operation("matmul", (t, v) -> t.matmul(v[0], v[1]));
    operation("concat", (t, v) -> t.concat(v[0], v[1]));
    unary("transpose", Tape::transpose);
    unary("columns", (t, a) -> t.columns(a, 1, 3));
    unary("rows", (t, a) -> t.rows(a, 2, 4));
    unary("gather", (t, a) -> t.gather(a, new int[] {4, 0, 0, 2}));
    unary("scatter", (t, a) -> t.scatter(a, new int[] {6, 0, 3, 1, 5}, 7));
    unary("pick", (t, a) -> t.pick(a, CHOICES));
    unary("layerNorm", (t, a) -> t.layerNorm(a, 1e-5));
    unary("softmax", Tape::softmax);
    unary("logSoftmax", Tape::logSoftmax);
    unary("logSoftmax-masked", (t, a) -> t.logSoftmax(a, MASK));
    unary("logSumExp", Tape::logSumExp);
    unary("logSumExp-large", Tape::logSumExp);
    unary("mirroredSum", Tape::mirroredSum);
    unary("sumColumns", Tape::sumColumns);
    unary("meanColumns", Tape::meanColumns);
    unary("mean", Tape::mean);
    unary("sum", Tape::sum);
    operation("gaussianLogProb", (t, v) -> t.gaussianLogProb(sample(), v[0], v[1]));
    operation("gaussianLogProb-column", (t, v) -> t.gaussianLogProb(sample(), v[0], v[1]));
    operation("attention-1", (t, v) -> t.attention(v[0], v[1], v[2], 3, 1, false));
    operation("attention-2", (t, v) -> t.attention(v[0], v[1], v[2], 3, 2, false));
    operation("attention-2-causal", (t, v) -> t.attention(v[0], v[1], v[2], 3, 2, true));
    for (Activation activation : Activation.values()) {
      unary("activate-" + activation.id(), (t, a) -> t.activate(a, activation));
      ALL.put("linear-" + activation.id(), layout -> linear(layout, activation));
    }
    ALL.put(
        "linearOfShared",
        layout -> {
          LayerStack stack = stack(layout);
          return (t, p, v) -> t.linearOfShared(v[0], p, stack);
        });
    ALL.put(
        "linearOfEach",
        layout -> {
          LayerStack stack = stack(layout);
          return (t, p, v) -> t.linearOfEach(v[0], p, stack);
        });
  }

  private Operations() {}

  static Map<String, Subject> all() {
    return ALL;
  }

  /** (0.5, -1, 2, 0) in each of five rows. */
  private static float[] sample() {
    float[] sample = new float[20];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = new float[] {0.5f, -1f, 2f, 0f}[i % 4];
    }
    return sample;
  }

  private static Subject.Run linear(Parameters.Layout layout, Activation activation) {
    Parameters.Slice weight = layout.addWeight("n.0.weight", 4, 3);
    Parameters.Slice bias = layout.add("n.0.bias", 1, 3);
    return (t, p, v) -> t.linear(v[0], p, weight, bias, activation);
  }

  private static LayerStack stack(Parameters.Layout layout) {
    List<Parameters.Slice> weights = new ArrayList<>();
    List<Parameters.Slice> biases = new ArrayList<>();
    for (int e = 0; e < 3; e++) {
      weights.add(layout.addWeight("n." + e + ".0.weight", 4, 3));
    }
    for (int e = 0; e < 3; e++) {
      biases.add(layout.add("n." + e + ".0.bias", 1, 3));
    }
    return new LayerStack(weights, biases, Activation.SILU);
  }

  private static void operation(String id, Subject.Operation operation) {
    ALL.put(id, layout -> (tape, parameters, operands) -> operation.on(tape, operands));
  }

  private static void unary(String id, BiFunction<Tape, Value, Value> f) {
    operation(id, (tape, v) -> f.apply(tape, v[0]));
  }

  private static void binary(String id, Combination f) {
    for (String shape : List.of("", "-row", "-column")) {
      operation(id + shape, (tape, v) -> f.of(tape, v[0], v[1]));
    }
  }

  /** An operation on two matrices. */
  private interface Combination {
    Value of(Tape tape, Value a, Value b);
  }
}
