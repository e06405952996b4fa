package io.millrace.flow.discrete;

import io.millrace.flow.random.RandomSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What can be chosen at each position of an action: one of n_i choices, written as a number from 0
 * to n_i - 1. With a mask, the last n_0 + n_1 + ... numbers of an observation tell, position by
 * position, which choices are allowed (1) and which are not (0); they stand in every record, so
 * that whoever learns from it knows what could be drawn.
 *
 * @param counts n_i, at least 1 each
 * @param masked whether observations end with a mask
 */
public record Choices(List<Integer> counts, boolean masked) implements Serializable {
  public Choices {
    counts = List.copyOf(counts);
    if (counts.isEmpty() || Collections.min(counts) < 1) {
      throw new IllegalArgumentException(
          "expected at least one position, with at least one choice each, counts=" + counts);
    }
  }

  /** The same number of choices at each position, all allowed at any time. */
  public static Choices uniform(int positions, int count) {
    return new Choices(Collections.nCopies(positions, count), false);
  }

  /** Numbers of an action. */
  public int positions() {
    return counts.size();
  }

  /** The most choices of a position: the vocabulary of a policy. */
  public int most() {
    return Collections.max(counts);
  }

  /** Numbers of a mask; 0 without one. */
  public int maskSize() {
    return masked ? counts.stream().mapToInt(Integer::intValue).sum() : 0;
  }

  /** Whether some position lacks choices of the vocabulary, for good or by a mask. */
  public boolean restricted() {
    return masked || Collections.min(counts) < most();
  }

  /**
   * What is wrong with an observation's mask, with its place and value; null where nothing is.
   *
   * @param observations rows of numbers
   * @param end place after the observation's last number
   */
  public String maskProblem(float[] observations, int end) {
    int at = end - maskSize();
    for (int position = 0; masked && position < positions(); position++) {
      float allowed = 0;
      for (int choice = 0; choice < counts.get(position); choice++) {
        float number = observations[at++];
        if (number != 0 && number != 1) {
          return "expected 0 or 1 in a mask, position=%d choice=%d value=%s"
              .formatted(position, choice, number);
        }
        allowed += number;
      }
      if (allowed == 0) {
        return "expected a mask that allows a choice, position=" + position;
      }
    }
    return null;
  }

  /**
   * Why this cannot be chosen, with its position and value; null where it can.
   *
   * @param action rows of numbers
   * @param from place of the action's first number
   * @param observations rows of numbers, the choice's with a mask as {@link #maskProblem} wants it
   * @param end place after the observation's last number
   */
  public String problem(float[] action, int from, float[] observations, int end) {
    int mask = end - maskSize();
    for (int position = 0; position < positions(); position++) {
      float number = action[from + position];
      int count = counts.get(position);
      if (!(number >= 0 && number < count && number == Math.rint(number))) {
        return "expected a choice of 0 to %d, position=%d value=%s"
            .formatted(count - 1, position, number);
      }
      if (masked && observations[mask + (int) number] == 0) {
        return "expected a choice that the mask allows, position=%d value=%d"
            .formatted(position, (int) number);
      }
      mask += count;
    }
    return null;
  }

  /**
   * Draws at each position one of the choices that are allowed, each with the same chance.
   *
   * @param observations rows of numbers
   * @param end place after the observation's last number
   * @param out rows of numbers; the action's are written from {@code at} on, 0 at a position where
   *     a broken mask allows nothing
   */
  public void draw(float[] observations, int end, RandomSource random, float[] out, int at) {
    int mask = end - maskSize();
    for (int position = 0; position < positions(); position++) {
      int count = counts.get(position);
      List<Integer> allowed = new ArrayList<>(count);
      for (int choice = 0; choice < count; choice++) {
        if (!masked || observations[mask + choice] == 1) {
          allowed.add(choice);
        }
      }
      mask += count;
      out[at + position] = allowed.isEmpty() ? 0 : allowed.get(random.nextInt(allowed.size()));
    }
  }

  /**
   * Writes which tokens of the vocabulary can be chosen in a row.
   *
   * @param observations rows of numbers
   * @param end place after the observation's last number
   * @param out [..][positions][most], from {@code at} on
   */
  void write(float[] observations, int end, boolean[] out, int at) {
    int most = most();
    int mask = end - maskSize();
    for (int position = 0; position < positions(); position++) {
      int count = counts.get(position);
      for (int choice = 0; choice < most; choice++) {
        out[at++] = choice < count && (!masked || observations[mask + choice] == 1);
      }
      mask += count;
    }
  }
}
