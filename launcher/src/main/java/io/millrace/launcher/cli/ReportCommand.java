package io.millrace.launcher.cli;

import io.millrace.launcher.report.ReportFile;
import io.millrace.launcher.report.RunReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at the reports of runs. */
@Command(
    name = "report",
    description = "Shows and draws what \"run --report FILE\" wrote.",
    synopsisSubcommandLabel = "show | plot",
    subcommands = {ReportCommand.Show.class, PlotCommand.class})
final class ReportCommand extends CommandGroup {

  @Command(
      name = "show",
      description = "Prints a report as \"run\" does at its end.",
      footer = {"", "Example:", "  millrace report show recipes/results/pendulum-seed1.json"})
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A report.")
    private Path file;

    @Option(names = "--json", description = "As JSON, with the fields that this release knows.")
    private boolean json;

    @Override
    public Integer call() {
      RunReport report = ReportFile.read(file);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(ReportFile.json(report));
      } else {
        out.println(report.recipe().id() + " · seed " + report.seed());
        new RunSummary(report).print(out, file, null);
      }
      return ExitCodes.OK;
    }
  }
}
