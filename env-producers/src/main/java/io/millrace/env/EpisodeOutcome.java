package io.millrace.env;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How one episode went.
 *
 * @param episodeReturn sum of its rewards; of several agents, the mean of their sums
 * @param steps its length
 * @param success null where the environment cannot tell
 * @param attributes {@link Environment#attributes()} at its end
 */
public record EpisodeOutcome(
    double episodeReturn, int steps, Boolean success, Map<String, String> attributes) {

  /**
   * Mean of each of these attributes, which are numbers, over the episodes that have it; none for
   * an attribute that no episode has.
   */
  public static Map<String, Double> means(List<EpisodeOutcome> episodes, String... attributes) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (String attribute : attributes) {
      episodes.stream()
          .map(episode -> episode.attributes().get(attribute))
          .filter(Objects::nonNull)
          .mapToDouble(Double::parseDouble)
          .average()
          .ifPresent(mean -> means.put(attribute, mean));
    }
    return means;
  }

  /** The same of all attributes that there are, in the order of their names. */
  public static Map<String, Double> means(List<EpisodeOutcome> episodes) {
    String[] all =
        episodes.stream()
            .flatMap(episode -> episode.attributes().keySet().stream())
            .distinct()
            .sorted()
            .toArray(String[]::new);
    return means(episodes, all);
  }
}
