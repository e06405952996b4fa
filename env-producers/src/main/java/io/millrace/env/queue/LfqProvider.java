package io.millrace.env.queue;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import java.util.List;
import java.util.Map;

/** Offers {@link Lfq} to recipes. */
public final class LfqProvider implements EnvironmentProvider<Lfq.Options> {

  private static final String KEPT = "throughput-kept";

  @Override
  public String id() {
    return Lfq.ID;
  }

  @Override
  public String summary() {
    return "size the queue of one flow, packets against throughput";
  }

  @Override
  public Class<Lfq.Options> options() {
    return Lfq.Options.class;
  }

  @Override
  public Environment create(Lfq.Options options) {
    return new SimulatedEnvironment(new Lfq(options));
  }

  /**
   * Means over flows: {@code queue}, packets; {@code throughput}, Mbit/s; {@code limit-error},
   * |limit - B*|. The first two also of the same flows behind other queues: {@code fifo100-},
   * {@code fifo1000-}, {@code codel-}, and {@code best-}, a FIFO of B*; {@code throughput-kept} is
   * the throughput as a share of that behind a FIFO of 100.
   */
  @Override
  public Map<String, Double> summarize(List<EpisodeOutcome> episodes) {
    Map<String, Double> figures = EpisodeOutcome.means(episodes);
    Double full = figures.get(Lfq.FIFO_100 + Lfq.THROUGHPUT);
    if (full != null) {
      figures.put(KEPT, figures.get(Lfq.THROUGHPUT) / full);
    }
    return figures;
  }
}
