package io.millrace.flow.discrete;

import io.millrace.flow.network.CategoricalHead;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Draws a token at each position from logits, of those that are allowed, with its log-probability:
 * {@code log softmax(logits)[token]} over the allowed ones. On a tape, so that log-probabilities
 * have the very bits that the learner will compute. Belongs to one thread.
 */
public final class TokenDraw {
  private final int tokens;
  private final Tape tape = new Tape();
  private final int[] drawn;
  private final float[] logProbs;

  /**
   * @param draws rows times positions
   * @param tokens size of the vocabulary
   */
  public TokenDraw(int draws, int tokens) {
    this.tokens = tokens;
    this.drawn = new int[draws];
    this.logProbs = new float[draws];
  }

  /**
   * Draws again.
   *
   * @param logits [draws][tokens]
   * @param allowed the same, with one at least in each draw; null for all
   * @param random null takes the likeliest token of each
   */
  public void draw(float[] logits, boolean[] allowed, RandomSource random) {
    tape.reset();
    Value all = tape.logSoftmax(tape.input(logits, drawn.length, tokens), allowed);
    if (random == null) {
      likeliest(all.data());
    } else {
      CategoricalHead.sample(all, random, drawn);
    }
    for (int i = 0; i < drawn.length; i++) {
      logProbs[i] = all.data()[i * tokens + drawn[i]];
    }
  }

  /** [draws], overwritten by the next. */
  public int[] drawn() {
    return drawn;
  }

  /** [draws], of what was drawn; overwritten by the next. */
  public float[] logProbs() {
    return logProbs;
  }

  private void likeliest(float[] all) {
    for (int i = 0; i < drawn.length; i++) {
      int best = 0;
      for (int token = 1; token < tokens; token++) {
        best = all[i * tokens + token] > all[i * tokens + best] ? token : best;
      }
      drawn[i] = best;
    }
  }
}
