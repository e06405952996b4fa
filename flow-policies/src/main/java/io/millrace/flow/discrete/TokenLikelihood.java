package io.millrace.flow.discrete;

import io.millrace.flow.network.CategoricalHead;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * What a discrete flow's objective is made of, on a tape: the likelihood of recorded targets, and
 * the distance to a reference, both exact.
 *
 * <pre>
 * logProb    = log softmax(logits)[x1]                                        gradient to logits
 * divergence = KL(p, reference) = sum_x p(x) (log p(x) - log reference(x))    gradient to logits
 * entropy    = -sum_x p(x) log p(x)                                        gradient to logits
 * overChain  = sum over steps and positions
 * </pre>
 *
 * A transition is one step of one row, in the order of {@link DiscreteSample}: [rows][steps]. GRPO
 * takes exp(logProb - recorded), over single transitions or over chains. Where not all tokens are
 * allowed, the softmax is over those that are.
 *
 * <p>It keeps index arrays for its shape, so that a steady-state update allocates nothing.
 */
public final class TokenLikelihood {
  private final int positions;
  private final int tokens;
  private final int[][] choice;
  private final int[][] stepRows;
  private boolean[][] allowed;

  /**
   * @param rows walks
   * @param steps transitions of each; 1 where transitions do not belong to chains
   */
  public TokenLikelihood(int rows, int steps, int positions, int tokens) {
    this.positions = positions;
    this.tokens = tokens;
    this.choice = new int[positions][rows * steps];
    this.stepRows = new int[steps][rows];
    for (int k = 0; k < steps; k++) {
      for (int row = 0; row < rows; row++) {
        stepRows[k][row] = row * steps + k;
      }
    }
  }

  /**
   * Restricts every distribution to these tokens from now on.
   *
   * @param some [transitions][positions][tokens], one at least at each position; null for all
   */
  public TokenLikelihood allow(boolean[] some) {
    allowed = some == null ? null : new boolean[positions][choice[0].length * tokens];
    for (int i = 0; some != null && i < positions; i++) {
      for (int n = 0; n < choice[i].length; n++) {
        System.arraycopy(some, (n * positions + i) * tokens, allowed[i], n * tokens, tokens);
      }
    }
    return this;
  }

  /**
   * [transitions][positions]: log p(x1 | x).
   *
   * @param logits [transitions][positions * tokens]
   * @param targets x1, [transitions][positions]
   */
  public Value logProb(Tape tape, Value logits, int[] targets) {
    Value all = null;
    for (int i = 0; i < positions; i++) {
      for (int n = 0; n < choice[i].length; n++) {
        choice[i][n] = targets[n * positions + i];
      }
      Value picked = tape.pick(position(tape, logits, i), choice[i]);
      all = i == 0 ? picked : tape.concat(all, picked);
    }
    return all;
  }

  /**
   * [transitions][positions]: KL(p, reference).
   *
   * @param logits [transitions][positions * tokens]
   * @param reference as the logits, data
   */
  public Value divergence(Tape tape, Value logits, float[] reference) {
    Value other = tape.input(reference, logits.rows(), logits.columns());
    Value all = null;
    for (int i = 0; i < positions; i++) {
      Value log = position(tape, logits, i);
      Value excess = tape.subtract(log, position(tape, other, i));
      Value each = tape.sumColumns(tape.multiply(tape.exp(log), excess));
      all = i == 0 ? each : tape.concat(all, each);
    }
    return all;
  }

  /**
   * [transitions][positions]: -sum_x p(x) log p(x).
   *
   * @param logits [transitions][positions * tokens]
   */
  public Value entropy(Tape tape, Value logits) {
    Value all = null;
    for (int i = 0; i < positions; i++) {
      Value each = CategoricalHead.entropy(tape, position(tape, logits, i));
      all = i == 0 ? each : tape.concat(all, each);
    }
    return all;
  }

  /**
   * [rows][1]: the sum over a row's steps and positions; also of recorded log-probabilities, so
   * that both sides of a ratio are summed alike.
   *
   * @param perPosition [transitions][positions]
   */
  public Value overChain(Tape tape, Value perPosition) {
    Value perStep = tape.sumColumns(perPosition);
    Value sum = tape.gather(perStep, stepRows[0]);
    for (int k = 1; k < stepRows.length; k++) {
      sum = tape.add(sum, tape.gather(perStep, stepRows[k]));
    }
    return sum;
  }

  private Value position(Tape tape, Value logits, int i) {
    Value own = tape.columns(logits, i * tokens, (i + 1) * tokens);
    return tape.logSoftmax(own, allowed == null ? null : allowed[i]);
  }
}
