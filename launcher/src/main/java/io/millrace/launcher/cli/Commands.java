package io.millrace.launcher.cli;

import io.millrace.launcher.bench.BenchCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;

/** All commands. */
@Command(
    name = "millrace",
    description = {
      "Continuous online reinforcement learning for flow policies, on Kafka and Flink.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Commands.Version.class,
    subcommands = {
      RunCommand.class,
      RehearseCommand.class,
      UpCommand.class,
      WorkerCommand.class,
      GatewayCommand.class,
      EvalCommand.class,
      RecipesCommand.class,
      PoliciesCommand.class,
      DemosCommand.class,
      EnvCommand.class,
      ReplayCommand.class,
      ConformCommand.class,
      BenchCommand.class,
      ReportCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  millrace run flow-grpo                          watch a policy learn",
      "  millrace run flow-grpo --set rollout.sampler.id=cps --report cps.json",
      "  millrace up pendulum                            leave the stack running",
      "  millrace recipes list                           what there is to run",
      "  millrace report plot seed-*.json                draw learning curves",
      "",
      "Exit codes: 0 yes, 1 no (invalid, failed, different), 2 could not be carried out."
    })
public final class Commands extends CommandGroup implements Callable<Integer> {
  private static final int USAGE_WIDTH = 96;

  private Commands() {}

  /** The command line, which writes to this process's output. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Commands());
    ErrorLine errors = new ErrorLine();
    line.setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .setUsageHelpWidth(USAGE_WIDTH)
        .setOut(new PrintWriter(System.out, true))
        .setErr(new PrintWriter(System.err, true));
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getSubcommands().values().forEach(Commands::addHelp);
    return line;
  }

  /** Every command, however deep, answers to --help; --version may mean a policy's there. */
  private static void addHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build());
    line.getSubcommands().values().forEach(Commands::addHelp);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"millrace " + (version == null ? "(development)" : version)};
    }
  }
}
