package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.DualFunction;
import java.util.Arrays;

/**
 * The target of mean flows: the mean velocity from tau to tauNext that agrees with the network's
 * own change along the flow.
 *
 * <pre>
 * u(x, tau, tauNext) = 1 / (tauNext - tau) * integral of the velocity along the flow,  u(x, tau, tau) = velocity
 * identity:  u = velocity + (tauNext - tau) du/dtau     du/dtau = (d_x u) velocity + d_tau u,  tauNext held
 * target   = base + (tauNext - tau) JVP[u; (direction, 1, 0)]
 *
 * original   base = direction = action - noise
 * improved   base = action - noise     direction = u(x, tau, tau, observation)
 * guided     base = direction = weight (action - noise) + (1 - weight) u(x, tau, tau, observation or null)
 * </pre>
 *
 * <p>Nothing here is differentiated by the weights: the target is data for the loss, and no second
 * derivative is needed. No allocation after construction.
 *
 * <p>Papers count flow time from the action, t = 1 - tau, r = 1 - tauNext, u_theirs = -u, in which
 * the identity reads u = v - (t - r) du/dt. Source: Geng et al., "Mean Flows for One-step
 * Generative Modeling", 2025, equations 6 to 11. Golden case: G2 of {@code MeanFlowTargetTest}.
 */
public final class MeanFlowTarget implements IntervalTarget {
  private final DualFunction field;
  private final IntervalLayout layout;
  private final MeanFlowVariant variant;
  private final float[] target;
  private final float[] direction;

  /**
   * @param field the network; as many rows as a batch has, [rows][layout.width()] to
   *     [rows][actionSize]
   */
  public MeanFlowTarget(
      DualFunction field, IntervalLayout layout, int rows, MeanFlowVariant variant) {
    if (variant instanceof MeanFlowVariant.Guided guided
        && guided.nullCondition()
        && layout.observationSize() == 0) {
      throw new IllegalArgumentException(
          "guidance by a null condition needs an observation, observationSize=0");
    }
    this.field = field;
    this.layout = layout;
    this.variant = variant;
    this.target = new float[rows * layout.actionSize()];
    this.direction = new float[target.length];
  }

  @Override
  public float[] of(IntervalBatch batch) {
    for (int i = 0; i < target.length; i++) {
      target[i] = batch.action()[i] - batch.noise()[i];
    }
    int longRows = batch.longRows();
    if (variant instanceof MeanFlowVariant.Guided guided) {
      guide(batch, guided);
    }
    if (variant instanceof MeanFlowVariant.Improved) {
      System.arraycopy(velocity(batch, longRows, false), 0, direction, 0, size(longRows));
    } else {
      System.arraycopy(target, 0, direction, 0, size(longRows));
    }
    if (longRows > 0) {
      addChange(batch, longRows);
    }
    return target;
  }

  private void guide(IntervalBatch batch, MeanFlowVariant.Guided guided) {
    float[] marginal = velocity(batch, batch.rows(), guided.nullCondition());
    for (int row = 0; row < batch.rows(); row++) {
      boolean dropped = guided.nullCondition() && observesNothing(batch, row);
      float weight = dropped ? 1f : (float) guided.weight();
      for (int i = size(row); i < size(row + 1); i++) {
        target[i] = weight * target[i] + (1 - weight) * marginal[i];
      }
    }
  }

  /** u(x, tau, tau) of the first rows. */
  private float[] velocity(IntervalBatch batch, int first, boolean nullCondition) {
    for (int row = 0; row < first; row++) {
      layout.write(field.input(), row, batch, batch.tau()[row]);
      if (nullCondition) {
        layout.forget(field.input(), row);
      }
    }
    field.evaluate(first);
    return field.output();
  }

  private void addChange(IntervalBatch batch, int longRows) {
    int size = layout.actionSize();
    int width = layout.width();
    float[] moves = field.inputTangent();
    Arrays.fill(moves, 0, longRows * width, 0f);
    for (int row = 0; row < longRows; row++) {
      layout.write(field.input(), row, batch, batch.tauNext()[row]);
      System.arraycopy(direction, row * size, moves, row * width, size);
      moves[row * width + size] = 1f;
      moves[row * width + size + 1] = layout.second().slope();
    }
    field.run(longRows);
    for (int row = 0; row < longRows; row++) {
      for (int i = size(row); i < size(row + 1); i++) {
        target[i] += batch.length(row) * field.outputTangent()[i];
      }
    }
  }

  private boolean observesNothing(IntervalBatch batch, int row) {
    int size = layout.observationSize();
    for (int i = row * size; i < (row + 1) * size; i++) {
      if (batch.observation()[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private int size(int rows) {
    return rows * layout.actionSize();
  }
}
