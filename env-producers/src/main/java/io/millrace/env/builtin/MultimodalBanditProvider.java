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

/** Offers {@link MultimodalBandit} to recipes. */
public final class MultimodalBanditProvider
    implements EnvironmentProvider<MultimodalBandit.Options> {

  @Override
  public String id() {
    return MultimodalBandit.ID;
  }

  @Override
  public String summary() {
    return "eight equally good modes, whose best law is known";
  }

  @Override
  public Class<MultimodalBandit.Options> options() {
    return MultimodalBandit.Options.class;
  }

  @Override
  public Environment create(MultimodalBandit.Options options) {
    return new SimulatedEnvironment(new MultimodalBandit());
  }

  @Override
  public Optional<DemonstrationSource> demonstrations(MultimodalBandit.Options options) {
    return Optional.of(new MultimodalBandit());
  }

  /**
   * {@code sector0 .. sector7}: share of the actions in each; {@code sectors-alive}: sectors with 5
   * % or more; {@code radius}: mean |a|.
   */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Map<String, Double> figures = new TreeMap<>();
    new Shares(episodes, MultimodalBandit.SECTOR)
        .putIndexed(figures, "sector", MultimodalBandit.MODES, "sectors-alive");
    figures.put(MultimodalBandit.RADIUS, Shares.mean(episodes, MultimodalBandit.RADIUS));
    return figures;
  }
}
