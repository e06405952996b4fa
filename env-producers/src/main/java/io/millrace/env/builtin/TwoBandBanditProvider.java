package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offers {@link TwoBandBandit} to recipes. */
public final class TwoBandBanditProvider implements EnvironmentProvider<TwoBandBandit.Options> {

  @Override
  public String id() {
    return TwoBandBandit.ID;
  }

  @Override
  public String summary() {
    return "hit two equally good bands that no Gaussian can use both of, in one step";
  }

  @Override
  public Class<TwoBandBandit.Options> options() {
    return TwoBandBandit.Options.class;
  }

  @Override
  public Environment create(TwoBandBandit.Options options) {
    return new SimulatedEnvironment(new TwoBandBandit(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(TwoBandBandit.Options options) {
    return Optional.of(new TwoBandBandit(options));
  }

  /** {@code band-up} and {@code band-down}: share of the actions in each band. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Shares bands = new Shares(episodes, TwoBandBandit.BAND);
    return Map.of("band-up", bands.of("up"), "band-down", bands.of("down"));
  }
}
