package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.LayerStack;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Several networks of one shape that read the same rows and are run as one: each layer of all of
 * them is one operation. A member's numbers are those of its own {@link Mlp}, to the bit.
 *
 * @param layers the members' layers; weights of all members stand beside each other
 */
public record Ensemble(List<LayerStack> layers) {
  public Ensemble {
    layers = List.copyOf(layers);
  }

  /**
   * Reserves the members' weights, layer by layer.
   *
   * @param name prefix of the slices' names: {@code name.member.layer.weight}
   * @param members at least 1
   */
  public static Ensemble reserve(
      Parameters.Layout layout, String name, List<LayerSpec> specs, int members) {
    List<LayerStack> layers = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      LayerSpec spec = specs.get(i);
      List<Parameters.Slice> weights = new ArrayList<>();
      List<Parameters.Slice> biases = new ArrayList<>();
      for (int e = 0; e < members; e++) {
        weights.add(layout.addWeight(slice(name, e, i, "weight"), spec.in(), spec.out()));
      }
      for (int e = 0; e < members; e++) {
        biases.add(layout.add(slice(name, e, i, "bias"), 1, spec.out()));
      }
      layers.add(new LayerStack(weights, biases, spec.activation()));
    }
    return new Ensemble(layers);
  }

  /** Members. */
  public int members() {
    return layers.get(0).members();
  }

  /** One member as a network of its own, over the same weights. */
  public Mlp member(int e) {
    List<Mlp.Layer> own = new ArrayList<>();
    for (LayerStack stack : layers) {
      own.add(new Mlp.Layer(stack.weights().get(e), stack.biases().get(e), stack.activation()));
    }
    return new Mlp(own);
  }

  /** Random weights as in {@link Mlp#initialize}, of an own stream for each member. */
  public void initialize(Parameters parameters, RandomSource random, double lastScale) {
    for (int e = 0; e < members(); e++) {
      member(e).initialize(parameters, random.split(e), lastScale);
    }
  }

  /** All members on a tape: [rows][in] to [members * rows][out], the first member's rows first. */
  public Value forward(Tape tape, Parameters parameters, Value x) {
    Value y = tape.linearOfShared(x, parameters, layers.get(0));
    for (LayerStack stack : layers.subList(1, layers.size())) {
      y = tape.linearOfEach(y, parameters, stack);
    }
    return y;
  }

  /** [rows][out]: one member's part of what {@link #forward} gave. */
  public Value outputOf(Tape tape, Value all, int e) {
    int rows = all.rows() / members();
    return tape.rows(all, e * rows, (e + 1) * rows);
  }

  /** [rows][out]: the least of the members' answers, element by element. */
  public Value least(Tape tape, Value all) {
    Value least = outputOf(tape, all, 0);
    for (int e = 1; e < members(); e++) {
      least = tape.min(least, outputOf(tape, all, e));
    }
    return least;
  }

  private static String slice(String name, int member, int layer, String part) {
    return name + "." + member + "." + layer + "." + part;
  }
}
