package io.millrace.launcher.run;

import io.millrace.gateway.EvaluationStats;
import io.millrace.gateway.GatewayStats;
import io.millrace.launcher.progress.Numbers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a gateway tells a person: a line every so often while something happens, and the sum. */
final class GatewayNews {
  private static final double NANOS = 1e9;

  private final Duration every;
  private final LongSupplier nanos;
  private GatewayStats told;
  private long toldAt;

  /**
   * @param every zero for never
   * @param nanos measures how long something lasts
   */
  GatewayNews(Duration every, LongSupplier nanos) {
    this.every = every;
    this.nanos = nanos;
    this.toldAt = nanos.getAsLong();
  }

  /** The next line, where it is time for one and something has happened since the last. */
  Optional<String> next(GatewayStats now) {
    long time = nanos.getAsLong();
    if (every.isZero() || time - toldAt < every.toNanos()) {
      return Optional.empty();
    }
    double steps = now.steps() - (told == null ? 0 : told.steps());
    double stepsPerSecond = steps / ((time - toldAt) / NANOS);
    boolean silent = now.equals(told);
    told = now;
    toldAt = time;
    return silent ? Optional.empty() : Optional.of(line(now, stepsPerSecond));
  }

  private static String line(GatewayStats s, double stepsPerSecond) {
    return "gateway: version %d, %s, %s (%s abandoned), %s steps/s, %s refused%s"
        .formatted(
            s.version(),
            plural(s.sessionsOpen(), "session"),
            plural(s.episodesFinished(), "episode"),
            Numbers.count(s.episodesAbandoned()),
            Numbers.value(stepsPerSecond),
            plural(refusals(s), "request"),
            judged(s.evaluations()));
  }

  /** All that was counted. */
  static String total(GatewayStats s) {
    return "gateway: %s = %s finished + %s abandoned + %s running; %s, %s, %s refused%s"
        .formatted(
            plural(s.episodesStarted(), "episode"),
            Numbers.count(s.episodesFinished()),
            Numbers.count(s.episodesAbandoned()),
            Numbers.count(s.episodesRunning()),
            plural(s.steps(), "step"),
            plural(s.connectionsOpened(), "client"),
            plural(refusals(s), "request"),
            judged(s.evaluations()));
  }

  private static String judged(EvaluationStats s) {
    return s.result() == null
        ? ""
        : "; version %d judged: return %s ± %s in %s"
            .formatted(
                s.version(),
                Numbers.value(s.result().meanReturn()),
                Numbers.value(s.result().standardError()),
                plural(s.result().episodes(), "episode"));
  }

  private static long refusals(GatewayStats s) {
    return s.refused().values().stream().mapToLong(Long::longValue).sum();
  }

  private static String plural(long count, String noun) {
    return Numbers.count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
