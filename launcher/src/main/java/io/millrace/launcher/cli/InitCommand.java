package io.millrace.launcher.cli;

import io.millrace.launcher.demonstrations.DemonstrationTopic;
import io.millrace.launcher.kafka.PolicyAnnouncer;
import io.millrace.launcher.kafka.TopicSetup;
import io.millrace.launcher.run.InitialPolicy;
import io.millrace.recipe.Recipe;
import io.millrace.store.client.ModelStoreClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prepares a pipeline on a cluster: topics and version 1. */
@Command(
    name = "init",
    description = {
      "Makes version 1 of a recipe's policy, publishes and announces it, and creates the topics",
      "that are missing: what the jobs and workers expect to find. Where the recipe's warm start",
      "reads a topic of demonstrations, they must be there before (\"millrace demos publish\")."
    },
    footer = {
      "",
      "Example:",
      "  millrace policies init flow-grpo --brokers kafka:9092 --store http://store:8400"
    })
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;
  @Mixin private PipelineOptions pipeline;
  @Mixin private StoreOption store;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description = "Partitions of the topics that carry trajectories; else ${DEFAULT-VALUE}.")
  private int partitions;

  @Override
  public Integer call() {
    Recipe read = recipe.read();
    new TopicSetup(pipeline.topics(), partitions).create(pipeline.brokers());
    InitialPolicy initial =
        InitialPolicy.of(
            read,
            () -> DemonstrationTopic.of(read, pipeline.brokers(), pipeline.topics()),
            Terminal.progress(false));
    boolean newest;
    try (ModelStoreClient client = store.open()) {
      initial.publish(client);
      newest =
          client
              .latest(read.policy().id(), read.policy().epoch())
              .map(head -> head.version() == 1)
              .orElse(true);
    }
    // Later versions have announced themselves, and the topic keeps only the last word.
    if (newest) {
      new PolicyAnnouncer(pipeline.brokers(), pipeline.topics()).announce(initial.announcement());
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s epoch %d version 1, sha256 %s%n",
            read.policy().id(), read.policy().epoch(), initial.manifest().sha256());
    return ExitCodes.OK;
  }
}
