package io.millrace.flow.exploration;

import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Smart-GRPO's search for start noise that is worth exploring from: the cross-entropy method over a
 * diagonal normal distribution.
 *
 * <pre>
 * repeat: draw candidates, score them, keep the best `elites`
 *   mean = (1 - mixing) mean + mixing mean(elites)
 *   std  = max(floor, (1 - mixing) std + mixing std(elites))      population std
 * where all scores are equal, nothing changes
 * </pre>
 *
 * Without the last rule the search drifts on a reward that says nothing. The floor keeps a group's
 * noises apart. A biased start changes where a group begins, not the steps' log-probabilities: log
 * the proposal and train on the steps' ratios, or weigh by {@link NoiseProposal#logImportance}.
 *
 * <p>Source: "Smart-GRPO: Smartly Sampling Noise for Efficient RL of Flow-Matching Models" (arXiv
 * 2510.02654). There is no public code; mixing and floor are this project's choices against
 * collapse. Golden case: {@code NoiseSearchTest}.
 *
 * @param rounds of the search, at least 1
 * @param candidates noises of a round
 * @param elites the best of them, from 1 to candidates; of equal scores the earlier is better
 * @param mixing weight of the elites, in (0, 1]
 * @param floor least std, above 0
 */
public record NoiseSearch(int rounds, int candidates, int elites, double mixing, double floor) {
  /** Scores noises, such as by the reward of their one-step decoding. */
  public interface Scorer {
    /**
     * @param noises [candidates][size]
     * @return one finite score each; more is better
     */
    double[] score(float[][] noises);
  }

  public NoiseSearch {
    if (rounds < 1) {
      throw new IllegalArgumentException("expected rounds >= 1, rounds=" + rounds);
    }
    if (!(elites >= 1 && elites <= candidates)) {
      throw new IllegalArgumentException(
          "expected 1 <= elites <= candidates, elites=" + elites + " candidates=" + candidates);
    }
    if (!(mixing > 0 && mixing <= 1)) {
      throw new IllegalArgumentException("expected 0 < mixing <= 1, mixing=" + mixing);
    }
    if (!(floor > 0 && floor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite floor > 0, floor=" + floor);
    }
  }

  /** Searches from this proposal on. */
  public NoiseProposal search(NoiseProposal start, Scorer scorer, RandomSource random) {
    NoiseProposal proposal = start;
    float[][] noises = new float[candidates][start.size()];
    for (int round = 0; round < rounds; round++) {
      for (float[] noise : noises) {
        proposal.sample(random, noise, 0);
      }
      proposal = update(proposal, noises, scorer.score(noises));
    }
    return proposal;
  }

  /**
   * One round's change of the proposal.
   *
   * @param noises [candidates][size]
   * @param scores [candidates]
   */
  public NoiseProposal update(NoiseProposal proposal, float[][] noises, double[] scores) {
    check(noises, scores);
    if (Arrays.stream(scores).allMatch(score -> score == scores[0])) {
      return proposal;
    }
    float[][] best = best(noises, scores);
    double[] mean = new double[proposal.size()];
    double[] std = new double[proposal.size()];
    for (int d = 0; d < mean.length; d++) {
      double center = 0;
      for (float[] noise : best) {
        center += noise[d] / (double) elites;
      }
      double variance = 0;
      for (float[] noise : best) {
        variance += (noise[d] - center) * (noise[d] - center) / elites;
      }
      mean[d] = mix(proposal.mean()[d], center);
      std[d] = Math.max(floor, mix(proposal.std()[d], Math.sqrt(variance)));
    }
    return new NoiseProposal(mean, std);
  }

  private double mix(double before, double ofElites) {
    return (1 - mixing) * before + mixing * ofElites;
  }

  private float[][] best(float[][] noises, double[] scores) {
    Integer[] order = new Integer[candidates];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]));
    float[][] best = new float[elites][];
    Arrays.setAll(best, i -> noises[order[i]]);
    return best;
  }

  private void check(float[][] noises, double[] scores) {
    if (noises.length != candidates || scores.length != candidates) {
      throw new IllegalArgumentException(
          "expected "
              + candidates
              + " noises and scores, noises="
              + noises.length
              + " scores="
              + scores.length);
    }
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "expected finite scores, scores[" + i + "]=" + scores[i]);
      }
    }
  }
}
