package io.millrace.flow.tensor;

import java.util.List;

/**
 * The same layer of several networks, one behind the other in the parameter vector: all weights,
 * then all biases. Each member's slices are those of an ordinary layer.
 *
 * @param weights one for each member, of one shape, without gaps
 * @param biases one for each member, without gaps
 */
public record LayerStack(
    List<Parameters.Slice> weights, List<Parameters.Slice> biases, Activation activation) {
  public LayerStack {
    weights = List.copyOf(weights);
    biases = List.copyOf(biases);
    if (weights.isEmpty() || weights.size() != biases.size()) {
      throw new IllegalArgumentException(
          "expected a weight and a bias for each member, weights="
              + weights.size()
              + " biases="
              + biases.size());
    }
    checkPacked(weights);
    checkPacked(biases);
  }

  /** Members. */
  public int members() {
    return weights.size();
  }

  /** Columns that each member reads. */
  public int in() {
    return weights.get(0).rows();
  }

  /** Columns that each member gives. */
  public int out() {
    return weights.get(0).columns();
  }

  private static void checkPacked(List<Parameters.Slice> slices) {
    Parameters.Slice first = slices.get(0);
    for (int i = 1; i < slices.size(); i++) {
      Parameters.Slice slice = slices.get(i);
      if (slice.offset() != first.offset() + i * first.length()
          || slice.rows() != first.rows()
          || slice.columns() != first.columns()) {
        throw new IllegalArgumentException(
            "expected slices of one shape without gaps, first=" + first + " found=" + slice);
      }
    }
  }
}
