package io.millrace.env.market;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;

/** Offers {@link CryptoMm} to recipes. */
public final class CryptoMmProvider implements EnvironmentProvider<CryptoMm.Options> {

  @Override
  public String id() {
    return CryptoMm.ID;
  }

  @Override
  public String summary() {
    return "make a market in a synthetic order book";
  }

  @Override
  public Class<CryptoMm.Options> options() {
    return CryptoMm.Options.class;
  }

  @Override
  public Environment create(CryptoMm.Options options) {
    return new SimulatedEnvironment(new CryptoMm(options));
  }

  /**
   * Means over episodes: {@code earned}, in units of what depth 1/k on both sides is expected to
   * earn without an inventory limit; {@code inventory}, the mean absolute one; {@code fills} a
   * step; {@code choice0 ..}, the share of steps that took each choice.
   */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    return EpisodeOutcome.means(episodes);
  }
}
