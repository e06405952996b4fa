package io.millrace.launcher.run;

import io.millrace.gateway.EpisodeSummary;
import io.millrace.gateway.EvaluationStats;
import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.kafka.KafkaGateway;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.EvaluationResult;
import io.millrace.rollout.kafka.WorkerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Simulators elsewhere, through a gateway in this process. */
final class GatewayActors implements Actors {
  private static final String GATEWAY_ID = "gateway";

  private final KafkaGateway gateway;
  private final Progress progress;
  private final GatewayNews news;
  private final int episodes;
  private boolean closed;

  private GatewayActors(KafkaGateway gateway, GatewayNews news, Progress progress, int episodes) {
    this.gateway = gateway;
    this.news = news;
    this.progress = progress;
    this.episodes = episodes;
  }

  /** Opens the gateway that is wanted and tells how to reach it. */
  static Actors.Start of(GatewayPlan plan, Progress progress) {
    return (recipe, brokers, store, topics, onFailure) -> {
      WorkerSettings pipeline =
          new WorkerSettings(brokers, store, topics, GATEWAY_ID, recipe.seed());
      KafkaGateway gateway = plan.open(recipe, pipeline);
      gateway.onFailure(onFailure);
      progress.note(plan.told(gateway.port()));
      GatewayNews news = new GatewayNews(plan.news(), System::nanoTime);
      return new GatewayActors(gateway, news, progress, evaluated(recipe));
    };
  }

  private static int evaluated(Recipe recipe) {
    return recipe.evaluation().episodes();
  }

  @Override
  public RuntimeException failure() {
    return gateway.failure();
  }

  @Override
  public boolean canBeJudgedHere() {
    return false;
  }

  /**
   * Episodes in which clients have judged the version that the run ends with; else the last that
   * they played, exploring: there is no environment here to judge in.
   */
  @Override
  public RunReport.Evaluation testimony() {
    GatewayStats stats = gateway.stats();
    EvaluationStats judged = stats.evaluations();
    if (judged.result() != null && judged.version() == stats.version()) {
      return evaluation(
          judged.result(), Map.of("judgedBy", "clients", "version", judged.version()));
    }
    List<EpisodeSummary> all = gateway.recent();
    List<EpisodeSummary> last = all.subList(Math.max(0, all.size() - episodes), all.size());
    if (last.isEmpty()) {
      return null;
    }
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put(RunReport.JUDGED_ON, "the last episodes while learning, exploration included");
    extra.put("oldestVersion", last.stream().mapToLong(EpisodeSummary::version).min().orElse(0));
    extra.put("newestVersion", last.stream().mapToLong(EpisodeSummary::version).max().orElse(0));
    return evaluation(EpisodeSummary.summarize(last), extra);
  }

  private static RunReport.Evaluation evaluation(
      EvaluationResult result, Map<String, Object> extra) {
    return new RunReport.Evaluation(
        result.episodes(), result.meanReturn(), result.standardError(), result.success(), extra);
  }

  @Override
  public Optional<String> news() {
    return news.next(gateway.stats());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      gateway.close();
      progress.note(GatewayNews.total(gateway.stats()));
    }
  }
}
