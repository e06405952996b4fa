package io.millrace.env.sumo;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offers {@link SumoGrid} to recipes. */
public final class SumoGridProvider implements EnvironmentProvider<SumoGrid.Options> {

  @Override
  public String id() {
    return SumoGrid.ID;
  }

  @Override
  public Optional<String> needs() {
    return Optional.of("SUMO");
  }

  @Override
  public String summary() {
    return "traffic signals on a grid, one agent each, in SUMO";
  }

  @Override
  public Class<SumoGrid.Options> options() {
    return SumoGrid.Options.class;
  }

  @Override
  public int agents(Record options) {
    return ((SumoGrid.Options) options).agents();
  }

  @Override
  public Environment create(SumoGrid.Options options) {
    return new SumoGrid(options);
  }

  /**
   * {@code waiting}: seconds that a vehicle stood or found no room to enter, the mean over all
   * vehicles of all episodes; {@code arrived}: vehicles an episode that reached their end.
   */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    double vehicles = sum(episodes, SumoGrid.VEHICLES);
    return Map.of(
        "waiting",
        vehicles == 0 ? 0 : sum(episodes, SumoGrid.WAITING) / vehicles,
        "arrived",
        sum(episodes, SumoGrid.ARRIVED) / episodes.size());
  }

  private static double sum(List<EpisodeOutcome> episodes, String attribute) {
    return episodes.stream()
        .mapToDouble(episode -> Double.parseDouble(episode.attributes().get(attribute)))
        .sum();
  }
}
