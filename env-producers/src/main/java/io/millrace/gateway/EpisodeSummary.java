package io.millrace.gateway;

import io.millrace.rollout.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An episode that reached its end.
 *
 * @param version that played it
 * @param success null where the client did not tell
 */
public record EpisodeSummary(long version, int steps, double episodeReturn, Boolean success) {

  /** Sums up; null of none. */
  public static EvaluationResult summarize(List<EpisodeSummary> episodes) {
    int n = episodes.size();
    if (n == 0) {
      return null;
    }
    double mean =
        episodes.stream().mapToDouble(EpisodeSummary::episodeReturn).average().orElseThrow();
    double squares =
        episodes.stream()
            .mapToDouble(e -> (e.episodeReturn() - mean) * (e.episodeReturn() - mean))
            .sum();
    double error = n == 1 ? 0 : Math.sqrt(squares / (n - 1) / n);
    return new EvaluationResult(n, mean, error, successOf(episodes), Map.of());
  }

  private static Double successOf(List<EpisodeSummary> episodes) {
    List<Boolean> told =
        episodes.stream().map(EpisodeSummary::success).filter(Objects::nonNull).toList();
    return told.size() < episodes.size()
        ? null
        : (double) told.stream().filter(s -> s).count() / told.size();
  }
}
