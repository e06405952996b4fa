package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.launcher.run.StopSignal;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.PolicyFeedException;
import io.millrace.rollout.RolloutProgress;
import io.millrace.rollout.TrajectorySinkException;
import io.millrace.rollout.kafka.KafkaRollout;
import io.millrace.rollout.kafka.WorkerSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A rollout worker in a process of its own. */
@Command(
    name = "worker",
    description = {
      "Joins a running pipeline as one more rollout worker; leaves when the learner has finished,",
      "on Ctrl-C, or when it is killed: groups that it leaves behind time out and count as such."
    },
    footer = {
      "",
      "Example:",
      "  millrace worker pendulum --brokers 127.0.0.1:9092 --store http://127.0.0.1:8400"
    })
final class WorkerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;
  @Mixin private PipelineOptions pipeline;
  @Mixin private StoreOption store;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Begins its groups' ids, never used before; else a random one.")
  private String id;

  @Override
  public Integer call() {
    Recipe read = recipe.read();
    PrintWriter out = spec.commandLine().getOut();
    WorkerSettings settings = settings(read);
    KafkaRollout rollout = new KafkaRollout(read, settings);
    try (StopSignal signal = StopSignal.listen(rollout::close);
        rollout) {
      out.println("worker " + settings.workerId() + " acts for policy " + read.policy().id());
      rollout.run();
      RolloutProgress done = rollout.progress();
      out.printf(
          Locale.ROOT,
          "worker %s leaves: %,d groups, %,d trajectories, %,d steps, policy version %d%n",
          settings.workerId(),
          done.groups(),
          done.trajectories(),
          done.steps(),
          done.version());
      return ExitCodes.OK;
    } catch (PolicyFeedException | TrajectorySinkException e) {
      throw new UserError("the worker cannot go on: " + e.getMessage());
    }
  }

  private WorkerSettings settings(Recipe read) {
    String own = id != null ? id : "worker-" + UUID.randomUUID().toString().substring(0, 8);
    try {
      return new WorkerSettings(
          pipeline.brokers(), store.address(), pipeline.topics(), own, read.seed());
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }
}
