package io.millrace.launcher.cli;

import io.millrace.launcher.run.Replay;
import io.millrace.recipe.Recipe;
import io.millrace.store.client.ModelStoreClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rebuilds versions from the log. */
@Command(
    name = "replay",
    description = {
      "Folds the advantages log again and compares the SHA-256 of every version with the store;",
      "exits 1 if any differs."
    },
    footer = {
      "",
      "Example:",
      "  millrace replay flow-grpo --brokers 127.0.0.1:9092 --store http://127.0.0.1:8400"
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;
  @Mixin private PipelineOptions pipeline;
  @Mixin private StoreOption store;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Recipe read = recipe.read();
    Replay replay = new Replay(read, pipeline.brokers(), pipeline.topics());
    PrintWriter out = spec.commandLine().getOut();
    try (ModelStoreClient client = store.open()) {
      Replay.Outcome outcome = replay.run(client);
      if (json) {
        out.println(Json.of(outcome));
      } else {
        print(out, read.policy().id(), outcome);
      }
      return outcome.differences().isEmpty() ? ExitCodes.OK : ExitCodes.NO;
    }
  }

  private static void print(PrintWriter out, String policy, Replay.Outcome outcome) {
    for (Replay.Difference d : outcome.differences()) {
      out.printf(
          "version %d differs: published %s, rebuilt %s%n",
          d.version(),
          PoliciesCommand.shortHash(d.published()),
          PoliciesCommand.shortHash(d.rebuilt()));
    }
    out.printf(
        "%s: %d versions rebuilt from %d records have the published SHA-256, %d differ%n",
        policy, outcome.identical(), outcome.records(), outcome.differences().size());
    Replay.OtherArithmetic other = outcome.other();
    if (other != null) {
      out.printf(
          "the versions were made in another numeric environment, where equal bits are not"
              + " promised; version %d: largest weight difference %.3g%n"
              + "  published  %s%n  here       %s%n",
          other.version(), other.largestDifference(), other.published(), other.here());
    }
  }
}
