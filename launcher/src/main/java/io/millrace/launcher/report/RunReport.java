package io.millrace.launcher.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did, as {@code --report} writes it. The names are fixed; more may be added.
 *
 * @param status {@code completed}: the stop condition was met; {@code stopped}: somebody or the
 *     wall time stopped it; {@code failed}: the jobs ended early
 * @param curve one point for each update; where nothing is learned online, one for the random
 *     weights and one for version 1, whose updates are steps of flow matching
 * @param first evaluation of the policy that the run began with; null where it was not made
 * @param last evaluation of the policy that the run ended with; null where it was not made
 * @param staleness versions between acting and learning to trajectories used
 */
public record RunReport(
    RecipeId recipe,
    long seed,
    String status,
    List<CurvePoint> curve,
    @JsonProperty("initial") Evaluation first,
    @JsonProperty("final") Evaluation last,
    Fates fates,
    Map<String, Long> staleness,
    Throughput throughput,
    LatencyMs latencyMs,
    WallSeconds wallSeconds,
    PolicyId policy) {

  /**
   * Extra of an {@link Evaluation} that is none in the strict sense: on what it was judged instead
   * of fresh episodes without exploration.
   */
  public static final String JUDGED_ON = "judgedOn";

  /** How many updates were made. */
  public long updates() {
    return curve.isEmpty() ? 0 : curve.get(curve.size() - 1).update();
  }

  public record RecipeId(String id, String hash) {}

  /**
   * One update: what its trajectories returned under the policy before it.
   *
   * @param metrics what the objective and the optimizer measured, by name
   */
  public record CurvePoint(
      long update,
      long envSteps,
      double wallSeconds,
      double meanReturn,
      Double success,
      Map<String, Double> metrics) {
    public CurvePoint {
      metrics = metrics == null ? Map.of() : rounded(metrics);
    }

    /** Four digits: a report is for looking at, the metrics topic has every bit. */
    private static Map<String, Double> rounded(Map<String, Double> metrics) {
      Map<String, Double> rounded = new TreeMap<>();
      metrics.forEach((name, value) -> rounded.put(name, rounded(value)));
      return rounded;
    }

    private static double rounded(double value) {
      return Double.isFinite(value) && value != 0
          ? new BigDecimal(value).round(new MathContext(4)).doubleValue()
          : value;
    }

    /** A point without further measurements. */
    public CurvePoint(
        long update, long envSteps, double wallSeconds, double meanReturn, Double success) {
      this(update, envSteps, wallSeconds, meanReturn, success, Map.of());
    }
  }

  /** Fresh episodes, without exploration noise. */
  public record Evaluation(
      int episodes,
      double meanReturn,
      double standardError,
      Double success,
      Map<String, Object> extra) {
    public Evaluation {
      extra = extra == null ? Map.of() : extra;
    }
  }

  /** The other counts add up to {@code published}. */
  public record Fates(
      long published,
      long used,
      long late,
      long stale,
      long duplicate,
      long rejected,
      long incomplete,
      long open) {}

  /** Rates over the time that workers acted; env steps are those that the learner used. */
  public record Throughput(
      double trajectoriesPerSecond, double envStepsPerSecond, double updatesPerSecond) {}

  public record LatencyMs(Percentiles publishedToActing) {}

  public record WallSeconds(double total, double startUp) {}

  public record PolicyId(String id, long version, String sha256) {}
}
