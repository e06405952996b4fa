package io.millrace.flow.discrete;

/** A policy over data tokens: what it expects a noisy row to become, position by position. */
public interface TokenLogits {
  /**
   * Logits of p(x1 | x), independent over positions once x is known.
   *
   * @param step number k of the step, from 0
   * @param tau its flow time; FUDOKI's network does not read it
   * @param tokens x, [rows][positions]
   * @return [rows][positions][tokens], as rows go; valid until the next call
   */
  float[] logits(int step, double tau, int[] tokens);
}
