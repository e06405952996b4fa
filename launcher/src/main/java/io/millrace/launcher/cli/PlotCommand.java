package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.launcher.report.plot.Band;
import io.millrace.launcher.report.plot.Grouping;
import io.millrace.launcher.report.plot.LearningCurves;
import io.millrace.launcher.report.plot.Metric;
import io.millrace.launcher.report.plot.XAxis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws learning curves. */
@Command(
    name = "plot",
    description = {
      "Draws the learning curves of runs, with a band over seeds.",
      "",
      "Runs of one recipe whose files have the same name but for the seed, such as cps-seed1.json and",
      "cps-seed2.json, are one line: their mean, where all of them have values. Final evaluations",
      "stand at the right."
    },
    footer = {
      "",
      "Examples:",
      "  millrace report plot recipes/results/pendulum-seed*.json",
      "  millrace report plot flow-grpo-*.json --y success --output compared.png",
      "  millrace report plot a.json b.json --group-by file --x wallSeconds --smooth 5"
    })
final class PlotCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "REPORT", description = "Reports of runs.")
  private List<Path> reports = new ArrayList<>();

  @Option(
      names = "--output",
      defaultValue = "curves.svg",
      paramLabel = "FILE",
      description = "The picture, .svg or .png; else ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--x",
      defaultValue = "envSteps",
      paramLabel = "AXIS",
      description = "One of ${COMPLETION-CANDIDATES}; else ${DEFAULT-VALUE}.")
  private XAxis x;

  @Option(
      names = "--y",
      defaultValue = "return",
      paramLabel = "METRIC",
      description = "return, success, or any number in the curve; else ${DEFAULT-VALUE}.")
  private String y;

  @Option(names = "--title", paramLabel = "TEXT", description = "Above the chart; else none.")
  private String title;

  @Option(
      names = "--smooth",
      defaultValue = "1",
      paramLabel = "N",
      description = "Draws the moving average over N updates of each run.")
  private int smooth;

  @Option(
      names = "--reward-scale",
      defaultValue = "1",
      paramLabel = "S",
      description = {
        "The reward.scale of the recipes: curves of returns are divided by it, as final",
        "evaluations are without it; else ${DEFAULT-VALUE}."
      })
  private double rewardScale;

  @Option(
      names = "--band",
      defaultValue = "min-max",
      paramLabel = "BAND",
      description = "Around the mean: ${COMPLETION-CANDIDATES}; else ${DEFAULT-VALUE}.")
  private Band band;

  @Option(
      names = "--group-by",
      defaultValue = "recipe",
      paramLabel = "WHAT",
      description = "What one line is: ${COMPLETION-CANDIDATES}; else ${DEFAULT-VALUE}.")
  private Grouping grouping;

  @Override
  public Integer call() {
    if (smooth < 1) {
      throw new UserError("expected a number of updates of at least 1, smooth=" + smooth);
    }
    Metric metric = Metric.named(y);
    if (!(rewardScale > 0 && rewardScale < Double.POSITIVE_INFINITY)) {
      throw new UserError("expected a finite number above 0, reward-scale=" + rewardScale);
    }
    if (rewardScale != 1 && !metric.equals(Metric.RETURN)) {
      throw new UserError("expected --reward-scale with --y return alone, got --y " + y);
    }
    LearningCurves curves =
        new LearningCurves(x, metric, grouping, band, smooth, title, rewardScale);
    String caption = curves.draw(reports, output);
    spec.commandLine().getOut().println(output + ": " + caption);
    return ExitCodes.OK;
  }
}
