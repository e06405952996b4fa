package io.millrace.env.builtin;

import io.millrace.env.DemonstrationSource;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Offers {@link Prophet} to recipes. A model is learned once and shared by all instances. */
public final class ProphetProvider implements EnvironmentProvider<Prophet.Options> {

  private final Map<Prophet.Options, LinearWorldModel> models = new ConcurrentHashMap<>();

  @Override
  public String id() {
    return Prophet.ID;
  }

  @Override
  public String summary() {
    return "a model of another environment, learned from random steps in it";
  }

  @Override
  public Class<Prophet.Options> options() {
    return Prophet.Options.class;
  }

  @Override
  public Environment create(Prophet.Options options) {
    LinearWorldModel model = models.computeIfAbsent(options, Prophet::learn);
    return new SimulatedEnvironment(new Prophet(options.of(), model));
  }

  /** Those of the real environment. */
  @Override
  public Optional<DemonstrationSource> demonstrations(Prophet.Options options) {
    return options.of().dynamics() instanceof DemonstrationSource source
        ? Optional.of(source)
        : Optional.empty();
  }

  /** {@code disagreement}: mean over episodes of the largest disagreement in each. */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return Map.of(Prophet.DISAGREEMENT, Shares.mean(episodes, Prophet.DISAGREEMENT));
  }
}
