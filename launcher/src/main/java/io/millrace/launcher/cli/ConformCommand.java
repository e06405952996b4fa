package io.millrace.launcher.cli;

import io.millrace.conform.Conformance;
import io.millrace.launcher.error.UserError;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds the plug-ins against golden vectors. */
@Command(
    name = "conform",
    description = {
      "Runs golden vectors against the plug-ins: a line for each failing case, then a summary;",
      "exits 1 if any failed."
    },
    footer = {"", "Example:", "  millrace conform conformance/"})
final class ConformCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON files, or folders of them.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new UserError("expected a readable file or folder, got " + file);
      }
    }
    Conformance.Result result = Conformance.run(files);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(result));
    } else {
      result.failures().forEach(failure -> out.println(failure.line()));
      out.println(result.passed() + " passed, " + result.failed() + " failed");
    }
    if (result.passed() + result.failed() == 0) {
      throw new UserError("expected at least one case, got none in " + files);
    }
    return result.failed() == 0 ? ExitCodes.OK : ExitCodes.NO;
  }
}
