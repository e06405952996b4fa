package io.millrace.launcher.bench;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkCatalog;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkReport;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.BenchmarkRun;
import io.millrace.benchmarks.BenchmarkTable;
import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Effort;
import io.millrace.benchmarks.peer.PyTorch;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.stack.Installation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures this machine, beside its peers where they are installed. */
@Command(
    name = "bench",
    description = {
      "Measures how fast Millrace is here, in turn with the same work in its peers: PyTorch where",
      "it is installed, ND4J. A ratio above 1 says how many times better we are."
    },
    footer = {
      "",
      "Examples:",
      "  millrace bench --list               what there is to measure",
      "  millrace bench learner --quick      a first look in twenty seconds",
      "  millrace bench ingest latency       through the broker and Flink",
      "  millrace bench --json > here.json   all of it, some minutes"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int OK = 0;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Benchmarks or groups of them; all if none is named.")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Prints the report as JSON, and notes to standard error.")
  private boolean json;

  @Option(names = "--quick", description = "Measures briefly: for a first look, not to quote.")
  private boolean quick;

  @Option(names = "--list", description = "Lists the benchmarks and what they answer.")
  private boolean list;

  @Option(
      names = "--clock",
      paramLabel = "CLOCK",
      defaultValue = "wall",
      description = {
        "wall, or cpu: the CPU time of the one thread that works, on both sides, for machines",
        "that others use too (default: ${DEFAULT-VALUE})."
      })
  private String clock;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Benchmark> chosen = choose();
    if (list) {
      chosen.forEach(b -> out.printf("%-10s  %-18s  %s%n", b.group(), b.id(), b.question()));
      return OK;
    }
    BenchmarkReport report = measure(chosen);
    if (json) {
      out.println(report.toJson());
    } else {
      new BenchmarkTable(report).text().forEach(out::println);
    }
    return OK;
  }

  private List<Benchmark> choose() {
    try {
      return BenchmarkCatalog.load().select(names);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private BenchmarkReport measure(List<Benchmark> chosen) {
    Consumer<String> note = spec.commandLine().getErr()::println;
    try (PyTorch pytorch = new PyTorch(note)) {
      BenchmarkContext context =
          new BenchmarkContext(
              quick ? Effort.QUICK : Effort.FULL,
              clock(),
              pytorch,
              Installation.find().storeLibraries(),
              note);
      return new BenchmarkRun(context, result -> note.accept(line(result))).run(chosen);
    }
  }

  private Clock clock() {
    for (Clock known : Clock.values()) {
      if (known.id().equals(clock)) {
        return known;
      }
    }
    throw new UserError("expected --clock wall or cpu, got " + clock);
  }

  private static String line(BenchmarkResult result) {
    return "measured " + result.id() + ": " + result.ours() + " " + result.unit();
  }
}
