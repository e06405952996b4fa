package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.DualFunction;

/**
 * The target of shortcut models: one step says what two of half its length say.
 *
 * <pre>
 * d = tauNext - tau = 0:  target = action - noise
 * d = 2^-n:               s1 = s(x, tau, d/2)    s2 = s(x + d/2 s1, tau + d/2, d/2)    target = (s1 + s2) / 2
 * </pre>
 *
 * <p>Below the shortest step that is trained, half a step is the velocity, s(., ., 0). Data, not
 * differentiated; no allocation after construction.
 *
 * <p>Source: Frans et al., "One Step Diffusion via Shortcut Models", 2024, equations 4 and 5; flow
 * time counts as here. Golden case: {@code ShortcutTargetTest}.
 */
public final class ShortcutTarget implements IntervalTarget {
  private final DualFunction field;
  private final IntervalLayout layout;
  private final float shortest;
  private final float[] target;

  /**
   * @param field the network; as many rows as a batch has
   * @param shortest step that is trained
   */
  public ShortcutTarget(DualFunction field, IntervalLayout layout, int rows, double shortest) {
    this.field = field;
    this.layout = layout;
    this.shortest = (float) shortest;
    this.target = new float[rows * layout.actionSize()];
  }

  @Override
  public float[] of(IntervalBatch batch) {
    int longRows = batch.longRows();
    int size = layout.actionSize();
    for (int i = longRows * size; i < target.length; i++) {
      target[i] = batch.action()[i] - batch.noise()[i];
    }
    if (longRows > 0) {
      for (int row = 0; row < longRows; row++) {
        layout.write(field.input(), row, batch, middle(batch, row, batch.tau()[row]));
      }
      field.evaluate(longRows);
      System.arraycopy(field.output(), 0, target, 0, longRows * size);
      for (int row = 0; row < longRows; row++) {
        advance(batch, row);
      }
      field.evaluate(longRows);
      for (int i = 0; i < longRows * size; i++) {
        target[i] = 0.5f * (target[i] + field.output()[i]);
      }
    }
    return target;
  }

  /** Half a step on from the first half's start; the network's input is where it stood. */
  private void advance(IntervalBatch batch, int row) {
    float half = 0.5f * batch.length(row);
    int size = layout.actionSize();
    int at = row * layout.width();
    for (int d = 0; d < size; d++) {
      field.input()[at + d] += half * target[row * size + d];
    }
    float tau = batch.tau()[row] + half;
    layout.writeTimes(field.input(), row, tau, middle(batch, row, tau));
  }

  /** The end of half a step from tau, as the network is asked for it. */
  private float middle(IntervalBatch batch, int row, float tau) {
    float half = 0.5f * batch.length(row);
    return half < shortest ? tau : tau + half;
  }
}
