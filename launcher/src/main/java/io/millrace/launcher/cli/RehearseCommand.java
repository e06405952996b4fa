package io.millrace.launcher.cli;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.run.Rehearsal;
import io.millrace.launcher.run.StopSignal;
import io.millrace.recipe.Recipe;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a recipe in one thread, without broker, Flink and store. */
@Command(
    name = "rehearse",
    description = {
      "Runs a recipe in one thread, without broker, Flink and store: worker and learner take",
      "turns. The same records, credit and updates; no durability, no latency to measure. For",
      "trying options; the recipe's own run is 'millrace run'."
    },
    footer = {
      "",
      "Examples:",
      "  millrace rehearse flow-grpo",
      "  millrace rehearse pendulum --set optimizer.learningRate=0.003 --report try.json"
    })
final class RehearseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;
  @Mixin private ReportOptions report;

  @Override
  public Integer call() {
    Recipe read = recipe.read();
    report.checkWritable();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = Terminal.progress(report.json());
    progress.note(read.id() + " · rehearsal · seed " + read.seed());
    Rehearsal rehearsal = new Rehearsal(read, progress);
    try (StopSignal signal = StopSignal.listen(rehearsal::requestStop)) {
      RunReport result = rehearsal.run();
      report.write(result, rehearsal.film(), out, spec.commandLine().getErr());
    }
    return ExitCodes.OK;
  }
}
