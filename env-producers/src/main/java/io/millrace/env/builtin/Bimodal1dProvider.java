package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Offers {@link Bimodal1d} to recipes. */
public final class Bimodal1dProvider implements EnvironmentProvider<Bimodal1d.Options> {

  @Override
  public String id() {
    return Bimodal1d.ID;
  }

  @Override
  public String summary() {
    return "reproduce a data law with two narrow modes, in one step";
  }

  @Override
  public Class<Bimodal1d.Options> options() {
    return Bimodal1d.Options.class;
  }

  @Override
  public Environment create(Bimodal1d.Options options) {
    return new SimulatedEnvironment(new Bimodal1d(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Bimodal1d.Options options) {
    return Optional.of(new Bimodal1d(options));
  }

  /**
   * {@code mode0} and {@code mode1}: share near each mode; {@code modes-alive}: those with 5 % or
   * more; {@code w1}: {@link Bimodal1d#distanceToData}.
   */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Map<String, Double> figures = new TreeMap<>();
    new Shares(episodes, Bimodal1d.MODE).putIndexed(figures, "mode", 2, "modes-alive");
    figures.put("w1", Bimodal1d.distanceToData(actions(episodes)));
    return figures;
  }

  private static double[] actions(List<EpisodeOutcome> episodes) {
    return episodes.stream()
        .mapToDouble(e -> Double.parseDouble(e.attributes().get(Bimodal1d.ACTION)))
        .toArray();
  }
}
