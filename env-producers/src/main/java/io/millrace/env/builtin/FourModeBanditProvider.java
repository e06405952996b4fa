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

/** Offers {@link FourModeBandit} to recipes. */
public final class FourModeBanditProvider implements EnvironmentProvider<FourModeBandit.Options> {

  @Override
  public String id() {
    return FourModeBandit.ID;
  }

  @Override
  public String summary() {
    return "keep the rewarded one of four modes, in one step";
  }

  @Override
  public Class<FourModeBandit.Options> options() {
    return FourModeBandit.Options.class;
  }

  @Override
  public Environment create(FourModeBandit.Options options) {
    return new SimulatedEnvironment(new FourModeBandit(options));
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(FourModeBandit.Options options) {
    return Optional.of(new FourModeBandit(options));
  }

  /** {@code mode0 .. mode3}: share near each mode; {@code modes-alive}: modes with 5 % or more. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Map<String, Double> figures = new TreeMap<>();
    new Shares(episodes, FourModeBandit.MODE)
        .putIndexed(figures, "mode", FourModeBandit.modes(), "modes-alive");
    return figures;
  }
}
