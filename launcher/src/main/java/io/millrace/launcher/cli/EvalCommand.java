package io.millrace.launcher.cli;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.progress.Numbers;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.run.Judge;
import io.millrace.recipe.Recipe;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges one version of a policy. */
@Command(
    name = "eval",
    description = "Judges a policy on fresh episodes, as the recipe's evaluation stage says.",
    footer = {
      "",
      "Examples:",
      "  millrace eval flow-grpo --store http://127.0.0.1:8400 --version 1",
      "  millrace eval flow-grpo --artifact policy.safetensors --set evaluation.episodes=1000"
    })
final class EvalCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "The model store that holds the policy.")
  private String store;

  @Option(names = "--version", paramLabel = "N", description = "Which version; else the newest.")
  private Long version;

  @Option(
      names = "--artifact",
      paramLabel = "FILE",
      description = "Instead of a store: a file written by \"policies export\".")
  private Path artifact;

  @Option(
      names = "--reference-artifact",
      paramLabel = "FILE",
      description = "With --artifact: the version that the recipe's guidance compares with.")
  private Path referenceArtifact;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if ((store == null) == (artifact == null)) {
      throw new UserError("expected either --store or --artifact: where the policy is");
    }
    Recipe read = recipe.read();
    FlowPolicy policy = artifact != null ? fromFile(artifact) : fromStore(read, version);
    RunReport.Evaluation e = new Judge(read, version -> reference(read, version)).evaluate(policy);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(e));
    } else {
      String success = e.success() == null ? "" : ", success " + Numbers.percent(e.success());
      out.printf(
          "%d fresh episodes: return %s ± %s%s%n",
          e.episodes(), Numbers.value(e.meanReturn()), Numbers.value(e.standardError()), success);
      e.extra().forEach((name, value) -> out.println("  " + name + " " + value));
    }
    return ExitCodes.OK;
  }

  static FlowPolicy fromFile(Path file) {
    try {
      return FlowPolicy.fromArtifact(Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("cannot read the policy, artifact=" + file + ": " + e.getMessage());
    }
  }

  private FlowPolicy reference(Recipe recipe, long number) {
    if (artifact == null) {
      return fromStore(recipe, number);
    }
    if (referenceArtifact == null) {
      throw new UserError(
          "--reference-artifact: missing; evaluation.guidance compares with version " + number);
    }
    return fromFile(referenceArtifact);
  }

  private FlowPolicy fromStore(Recipe recipe, Long number) {
    try (ModelStoreClient client = StoreOption.open(store)) {
      PolicyManifest manifest =
          VersionOptions.find(client, recipe.policy().id(), recipe.policy().epoch(), number);
      return FlowPolicy.fromArtifact(client.artifact(manifest.sha256()));
    }
  }
}
