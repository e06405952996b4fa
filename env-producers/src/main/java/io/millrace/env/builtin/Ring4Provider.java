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

/** Offers {@link Ring4} to recipes. */
public final class Ring4Provider implements EnvironmentProvider<Ring4.Options> {

  @Override
  public String id() {
    return Ring4.ID;
  }

  @Override
  public String summary() {
    return "choose one token of four, for discrete flows";
  }

  @Override
  public Class<Ring4.Options> options() {
    return Ring4.Options.class;
  }

  @Override
  public Environment create(Ring4.Options options) {
    return new SimulatedEnvironment(new Ring4(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(Ring4.Options options) {
    return Optional.of(new Ring4(options));
  }

  /** {@code token0 .. token3}: share of each token; {@code tv}: distance to the data. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Map<String, Double> figures = new TreeMap<>();
    Shares tokens = new Shares(episodes, Ring4.TOKEN);
    double[] data = Ring4.data();
    double distance = 0;
    for (int token = 0; token < data.length; token++) {
      double share = tokens.of(Integer.toString(token));
      figures.put("token" + token, share);
      distance += Math.abs(share - data[token]) / 2;
    }
    figures.put("tv", distance);
    return figures;
  }
}
