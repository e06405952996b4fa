package io.millrace.launcher.cli;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.run.RunOptions;
import io.millrace.launcher.run.StandingStack;
import io.millrace.launcher.run.StopSignal;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a pipeline without workers and leaves it running. */
@Command(
    name = "up",
    description = {
      "Starts the embedded stack and a recipe's jobs and leaves them running until Ctrl-C, for",
      "workers in other terminals (or in other languages)."
    },
    footer = {"", "Example:", "  millrace up pendulum"})
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;

  @Option(names = "--data", paramLabel = "DIR", description = "An empty or missing folder to use.")
  private Path data;

  @Option(names = "--keep", description = "Leaves the folder with logs and models at the end.")
  private boolean keep;

  @Option(names = "--json", description = "Prints the addresses as JSON, and no progress.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Recipe read = recipe.read();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = json ? Progress.silent() : Terminal.progress(false);
    StandingStack stack = new StandingStack(read, new RunOptions(data, keep), progress);
    try (StopSignal signal = StopSignal.listen(stack::stop)) {
      stack.run(addresses -> print(out, addresses));
      if (!json) {
        out.println("stopped" + (keep ? "" : ", and removed its data"));
      }
      return ExitCodes.OK;
    }
  }

  private void print(PrintWriter out, StandingStack.Addresses a) {
    if (json) {
      out.println(Json.of(a));
      return;
    }
    new Table()
        .row("  broker", a.brokers())
        .row("  store", a.store())
        .row("  Flink REST", a.flink())
        .row("  topics", Topics.DEFAULT_PREFIX + "*")
        .row("  policy", a.policyId() + " epoch " + a.epoch())
        .row("  data", a.data())
        .print(out);
    out.println();
    out.println("Attach workers, as many as you like, from other terminals:");
    out.printf(
        "  ./millrace worker %s --brokers %s --store %s%n%n", a.recipe(), a.brokers(), a.store());
    out.println("Ctrl-C stops it all.");
    out.flush();
  }
}
