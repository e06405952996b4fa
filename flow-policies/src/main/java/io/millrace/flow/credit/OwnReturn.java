package io.millrace.flow.credit;

/** No comparison: what a member got is its credit, for objectives that want raw returns. */
public record OwnReturn() implements GroupBaseline {
  @Override
  public double[] compare(double[] values) {
    return values.clone();
  }
}
