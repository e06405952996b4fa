package io.millrace.launcher.cli;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.run.RunOptions;
import io.millrace.launcher.run.StopSignal;
import io.millrace.launcher.run.TrainingRun;
import io.millrace.recipe.Recipe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a recipe on an embedded stack, from start to stop condition. */
@Command(
    name = "run",
    description = {
      "Runs a recipe on this machine: a Kafka broker, Flink, the model store and workers, from",
      "start to the recipe's stop condition. Ctrl-C ends it early, with a report all the same."
    },
    footer = {
      "",
      "Examples:",
      "  millrace run flow-grpo",
      "  millrace run recipes/flow-grpo.yaml --seed 2 --report seed-2.json",
      "  millrace run flow-grpo --set rollout.sampler.id=cps --set stop.updates=20"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;
  @Mixin private ReportOptions report;

  @Option(names = "--data", paramLabel = "DIR", description = "An empty or missing folder to use.")
  private Path data;

  @Option(names = "--keep", description = "Leaves the folder with logs and models at the end.")
  private boolean keep;

  @Override
  public Integer call() throws InterruptedException {
    Recipe read = recipe.read();
    report.checkWritable();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = Terminal.progress(report.json());
    progress.note(heading(read));
    progress.note("starting broker, Flink, store and version 1 ...");
    TrainingRun run = new TrainingRun(read, new RunOptions(data, keep), progress);
    try (StopSignal signal = StopSignal.listen(run::requestStop)) {
      RunReport result = run.run();
      report.write(result, run.film().orElse(null), out, spec.commandLine().getErr());
    }
    return run.failure().map(this::explain).orElse(ExitCodes.OK);
  }

  private int explain(Throwable cause) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("millrace: the run failed: " + cause);
    err.println("          run it with --keep to look into its log");
    return ExitCodes.NO;
  }

  static String heading(Recipe recipe) {
    String title = recipe.title().isEmpty() ? "" : " · " + recipe.title();
    return recipe.id() + title + " · seed " + recipe.seed();
  }
}
