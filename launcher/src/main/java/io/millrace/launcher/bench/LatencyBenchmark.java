package io.millrace.launcher.bench;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.Percentiles;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.run.RunOptions;
import io.millrace.launcher.run.TrainingRun;
import io.millrace.recipe.RecipeReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How fast experience changes behavior, in a run of the first recipe on the embedded stack. */
public final class LatencyBenchmark implements Benchmark {
  private static final Path RECIPE =
      Path.of(System.getProperty("millrace.recipes", "recipes"), "flow-grpo.yaml");

  /** Enough for percentiles, few enough not to wait for; a full run has the recipe's own 40. */
  private static final List<String> QUICK = List.of("stop.updates=12", "evaluation.episodes=1");

  private static final List<String> FULL = List.of("evaluation.episodes=1");

  @Override
  public String id() {
    return "latency";
  }

  @Override
  public String group() {
    return "end-to-end";
  }

  @Override
  public String question() {
    return "How long from publishing a trajectory until a worker acts with what it taught?";
  }

  @Override
  public String missing(BenchmarkContext context) {
    return Files.isReadable(RECIPE) ? null : "the recipe is not there, file=" + RECIPE;
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    List<String> overrides = context.effort().id().equals("quick") ? QUICK : FULL;
    Percentiles latency = train(overrides).latencyMs().publishedToActing();
    if (latency.p50() == null) {
      throw new IllegalStateException("expected a worker to act with a learned version");
    }
    return List.of(
        BenchmarkResult.alone("latency-published-to-acting-p50", Unit.MILLISECONDS, latency.p50()),
        BenchmarkResult.alone("latency-published-to-acting-p95", Unit.MILLISECONDS, latency.p95()));
  }

  private static RunReport train(List<String> overrides) {
    try {
      return new TrainingRun(
              RecipeReader.read(RECIPE, overrides), new RunOptions(null, false), Progress.silent())
          .run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the recipe ran", e);
    }
  }
}
