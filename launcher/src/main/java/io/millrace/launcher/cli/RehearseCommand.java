package io.millrace.launcher.cli;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.OutputFile;
import io.millrace.launcher.report.ReportFile;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.run.Rehearsal;
import io.millrace.launcher.run.StopSignal;
import io.millrace.recipe.Recipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes what happened as JSON: curve, fates, evaluation.")
  private Path report;

  @Option(names = "--json", description = "Prints the report, and progress to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Recipe read = recipe.read();
    if (report != null) {
      new OutputFile(report).checkWritable();
    }
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = Terminal.progress(json);
    progress.note(read.id() + " · rehearsal · seed " + read.seed());
    Rehearsal rehearsal = new Rehearsal(read, progress);
    try (StopSignal signal = StopSignal.listen(rehearsal::requestStop)) {
      RunReport result = rehearsal.run();
      if (report != null) {
        ReportFile.write(result, report);
      }
      if (json) {
        out.println(ReportFile.json(result));
      } else {
        new RunSummary(result).print(out, report);
      }
      out.flush();
    }
    return ExitCodes.OK;
  }
}
