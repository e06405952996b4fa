package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.OutputFile;
import io.millrace.launcher.report.ReportFile;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.run.AttachedGateway;
import io.millrace.launcher.run.GatewayPlan;
import io.millrace.launcher.run.RunOptions;
import io.millrace.launcher.run.StopSignal;
import io.millrace.launcher.run.TrainingRun;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.kafka.WorkerSettings;
import io.millrace.schema.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets simulators in other processes feed the loop. */
@Command(
    name = "gateway",
    description = {
      "Lets simulators in other processes and languages feed the loop. Alone it runs the recipe on",
      "this machine, as `run` does, and simulators that connect take the place of workers; with",
      "--brokers and --store it joins a pipeline that runs elsewhere."
    },
    footer = {
      "",
      "Examples:",
      "  millrace gateway gateway-toy",
      "  millrace gateway gateway-toy --port 7421 --report toy.json",
      "  millrace gateway gateway-toy --brokers 127.0.0.1:9092 --store http://127.0.0.1:8400"
    })
final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipe;
  @Mixin private GatewayOptions gateway;

  @Option(
      names = "--brokers",
      paramLabel = "HOST:PORT",
      description = "The Kafka brokers of a pipeline that runs elsewhere, comma-separated.")
  private String brokers;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "Its model store, for example http://127.0.0.1:8400.")
  private String store;

  @Option(
      names = "--topic-prefix",
      defaultValue = Topics.DEFAULT_PREFIX,
      paramLabel = "PREFIX",
      description = "What its topics begin with; else ${DEFAULT-VALUE}")
  private String prefix;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes what happened as JSON: curve, fates, latencies.")
  private Path report;

  @Option(names = "--data", paramLabel = "DIR", description = "An empty or missing folder to use.")
  private Path data;

  @Option(names = "--keep", description = "Leaves the folder with logs and models at the end.")
  private boolean keep;

  @Override
  public Integer call() throws InterruptedException {
    Recipe read = recipe.read();
    GatewayPlan plan = gateway.plan();
    plan.settings(read, "gateway"); // says what is wrong before anything is started
    if ((brokers == null) != (store == null)) {
      throw new UserError("expected --brokers and --store, or neither of them");
    }
    if (brokers != null) {
      return attach(read, plan);
    }
    if (report != null) {
      new OutputFile(report).checkWritable();
    }
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = Terminal.progress(false);
    progress.note(RunCommand.heading(read));
    progress.note("starting broker, Flink, store and version 1 ...");
    TrainingRun run = TrainingRun.throughGateway(read, new RunOptions(data, keep), progress, plan);
    try (StopSignal signal = StopSignal.listen(run::requestStop)) {
      RunReport result = run.run();
      if (report != null) {
        ReportFile.write(result, report);
      }
      new RunSummary(result).print(out, report, null);
      out.flush();
    }
    return run.failure().map(this::explain).orElse(ExitCodes.OK);
  }

  private int explain(Throwable cause) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("millrace: the run failed: " + cause);
    err.println("          run it with --keep to look into its log");
    return ExitCodes.NO;
  }

  private int attach(Recipe read, GatewayPlan plan) throws InterruptedException {
    if (report != null || data != null || keep) {
      throw new UserError(
          "--report, --data and --keep belong to a run of this machine's own, without --brokers");
    }
    // Group ids are unique for ever.
    String id = "gateway-" + UUID.randomUUID().toString().substring(0, 8);
    AttachedGateway attached =
        new AttachedGateway(
            read,
            plan,
            new WorkerSettings(
                PipelineOptions.checked(brokers),
                StoreOption.address(store),
                topics(),
                id,
                read.seed()),
            Terminal.progress(false));
    try (StopSignal signal = StopSignal.listen(attached::stop)) {
      attached.run();
    }
    return ExitCodes.OK;
  }

  private Topics topics() {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }
}
