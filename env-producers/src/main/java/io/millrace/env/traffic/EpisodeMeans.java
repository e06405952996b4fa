package io.millrace.env.traffic;

import io.millrace.env.EpisodeOutcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Means of attributes that are numbers. */
final class EpisodeMeans {

  private EpisodeMeans() {}

  /** The mean of each attribute over the episodes that have it; none where no episode has. */
  static Map<String, Double> of(List<EpisodeOutcome> episodes, String... names) {
    Map<String, Double> means = new TreeMap<>();
    for (String name : names) {
      episodes.stream()
          .map(episode -> episode.attributes().get(name))
          .filter(Objects::nonNull)
          .mapToDouble(Double::parseDouble)
          .average()
          .ifPresent(mean -> means.put(name, mean));
    }
    return means;
  }
}
