package io.millrace.env.builtin;

import io.millrace.env.EpisodeOutcome;
import java.util.List;
import java.util.Map;

/** How often an attribute of an episode has a value: what reports say about diversity. */
record Shares(List<EpisodeOutcome> episodes, String attribute) {

  /** What this share of the episodes reached is alive: 5 %. */
  private static final double ALIVE = 0.05;

  /** Share of all episodes, those without the attribute included. */
  double of(String value) {
    long count = episodes.stream().filter(e -> value.equals(e.attributes().get(attribute))).count();
    return (double) count / Math.max(episodes.size(), 1);
  }

  /**
   * Puts the share of each value 0 .. n-1 under {@code prefix} and the value, and under {@code
   * alive} how many of them are alive.
   */
  void putIndexed(Map<String, Double> figures, String prefix, int n, String alive) {
    double living = 0;
    for (int i = 0; i < n; i++) {
      double share = of(Integer.toString(i));
      figures.put(prefix + i, share);
      living += share >= ALIVE ? 1 : 0;
    }
    figures.put(alive, living);
  }

  /** Mean of an attribute that is a number, over the episodes that have it; NaN where none has. */
  static double mean(List<EpisodeOutcome> episodes, String attribute) {
    return episodes.stream()
        .map(e -> e.attributes().get(attribute))
        .filter(text -> text != null)
        .mapToDouble(Double::parseDouble)
        .average()
        .orElse(Double.NaN);
  }
}
